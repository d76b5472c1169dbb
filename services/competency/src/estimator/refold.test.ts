import fc from 'fast-check';
import { Academy, shownBits, SKILLS, told, type Told } from './academy.sample.js';
import {
  domainEstimate,
  explainSkill,
  movesOf,
  refold,
  skillEstimate,
  type CountedPiece,
  type OwnTerms,
} from './index.js';

const LEARNERS = ['ada', 'bob', 'eve'];
const refolded = (pieces: readonly CountedPiece[]): OwnTerms => {
  const own = refold(pieces);
  if (!own) throw new Error('there are no pieces');
  return own;
};
const inOrder = (pieces: readonly CountedPiece[]): readonly CountedPiece[] =>
  pieces.toSorted((a, b) => a.at - b.at || Number(a.position - b.position));

/** Facts in log order of which some happened earlier than others before them. */
const late = told(LEARNERS).chain((facts) => fc.shuffledSubarray([...facts], { minLength: facts.length }));

test('refolded in order, what was live is the same bits', () => {
  fc.assert(
    fc.property(told(LEARNERS), (facts) => {
      const academy = new Academy().tellAll(facts);
      for (const { learner } of facts)
        expect(shownBits(refolded(academy.pieces(learner)))).toEqual(shownBits(academy.own(learner)));
    }),
  );
});

test('facts of one event are folded one by one, though they share event, time and position', () => {
  const criterion = (item: string, outcome: number): Told => ({
    ...{ learner: 'ada', item, outcome, at: 0, kind: 'rubric', weight: 4 },
    skills: [
      { skill: 'tokens', share: 0.75 },
      { skill: 'prompts', share: 0.25 },
    ],
  });
  const academy = new Academy().tellTogether([criterion('a', 1), criterion('b', 0), criterion('c', 0.5)]);
  expect(shownBits(refolded(academy.pieces('ada')))).toEqual(shownBits(academy.own('ada')));
  expect(movesOf(academy.pieces('ada'), 'tokens').map(({ item }) => item)).toEqual(['a', 'b', 'c']);
});

test('refolded as of any moment, it is what was live then', () => {
  fc.assert(
    fc.property(told(LEARNERS, 25), (facts) => {
      const academy = new Academy();
      const then: { readonly learner: string; readonly pieces: number; readonly shown: unknown }[] = [];
      for (const fact of facts) {
        academy.tell(fact);
        const { learner } = fact;
        then.push({ learner, pieces: academy.pieces(learner).length, shown: shownBits(academy.own(learner)) });
      }
      for (const { learner, pieces, shown } of then)
        expect(shownBits(refolded(academy.pieces(learner).slice(0, pieces)))).toEqual(shown);
    }),
  );
});

test('withdrawing the last recorded fact shows what was shown before it, late ones before it or not', () => {
  fc.assert(
    fc.property(late, (facts) => {
      const [last] = facts.slice(-1);
      if (!last) return;
      const [with_, without] = [new Academy().tellAll(facts), new Academy().tellAll(facts.slice(0, -1))];
      const before = without.pieces(last.learner);
      const remaining = with_.pieces(last.learner).slice(0, before.length);
      if (before.length === 0) return expect(refold(remaining)).toBeNull();
      expect(shownBits(refolded(inOrder(remaining)))).toEqual(shownBits(refolded(inOrder(before))));
    }),
  );
});

test('what others do afterwards changes no bit, and what is kept of what they did before is enough', () => {
  fc.assert(
    fc.property(told(['ada', 'bob']), told(['bob', 'eve']), (facts, others) => {
      const academy = new Academy().tellAll(facts);
      if (academy.pieces('ada').length === 0) return;
      const shown = JSON.stringify(academy.own('ada'));
      academy.tellAll(others);
      expect(JSON.stringify(academy.own('ada'))).toBe(shown);
      expect(shownBits(refolded(academy.pieces('ada')))).toEqual(shownBits(academy.own('ada')));
    }),
  );
});

test('the base that is shown is that of the piece recorded last, wherever it stands in order', () => {
  fc.assert(
    fc.property(late, (facts) => {
      const academy = new Academy().tellAll(facts);
      for (const { learner } of facts) {
        const { skills: bases } = shownBits(refolded(inOrder(academy.pieces(learner))));
        const { skills: live } = shownBits(academy.own(learner));
        for (const skill of SKILLS) expect(bases.get(skill)?.base).toEqual(live.get(skill)?.base);
      }
    }),
  );
});
describe('explained', () => {
  const sum = (values: readonly { readonly value: number }[]) => values.reduce((all, { value }) => all + value, 0);

  test('contributions add up to the mean', () => {
    fc.assert(
      fc.property(told(['ada', 'bob']), (facts) => {
        const academy = new Academy().tellAll(facts);
        for (const { learner, skills } of facts)
          for (const { skill } of skills) {
            const own = academy.own(learner);
            const mean = skillEstimate(own, skill, 0)?.mean ?? NaN;
            expect(Math.abs(sum(explainSkill(own, skill) ?? []) - mean)).toBeLessThan(1e-9);
          }
      }),
    );
  });
  test('moves add up to the mean, and each tells why it expected what it did', () => {
    fc.assert(
      fc.property(late, fc.constantFrom(...SKILLS), (facts, skill) => {
        const academy = new Academy().tellAll(facts);
        for (const learner of LEARNERS) {
          const pieces = inOrder(academy.pieces(learner));
          const moves = movesOf(pieces, skill);
          const moved = moves.reduce((all, { own, base }) => all + own + base, 0);
          const shown = pieces.length === 0 ? null : skillEstimate(refolded(pieces), skill, 0);
          if (shown) expect(Math.abs(moved - shown.mean)).toBeLessThan(1e-9);
          for (const { because, expected } of moves) {
            const [mean, shrunk] = [sum(because), Math.log(expected / (1 - expected))];
            expect(shrunk * mean).toBeGreaterThanOrEqual(-1e-9);
            expect(Math.abs(shrunk)).toBeLessThanOrEqual(Math.abs(mean) + 1e-9);
          }
        }
      }),
    );
  });
  test('a skill without evidence has nothing to explain', () => {
    fc.assert(
      fc.property(told(['ada']), (facts) => {
        const own = new Academy().tellAll(facts).own('ada');
        expect(explainSkill(own, 'no-such-skill')).toBeNull();
        expect(domainEstimate(own, [{ skill: 'no-such-skill', weight: 1 }], 0)).toBeNull();
      }),
      { numRuns: 5 },
    );
  });
});
