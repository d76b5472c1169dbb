import fc from 'fast-check';
import { familiesOf } from './families.js';
import { judge, type Row, type Verdict } from './judge.js';
import type { Group } from './told.js';

const LEVELS = 4;
/** Learners of one cohort in one cell, as bits by place. */
type Set = number;
const setOf = (group: Group): Set => group.reduce((bits, place) => bits | (1 << place), 0);
const sizeOf = (set: Set): number => [...set.toString(2)].filter((bit) => bit === '1').length;
const isIn = (part: Set, whole: Set): boolean => (part & ~whole) === 0;

interface World {
  readonly limit: number;
  readonly rows: readonly Row[];
  readonly groups: readonly Group[];
}

/** One domain and its two skills, of up to 26 learners, and cohorts that are mostly parts of each other. */
const worlds: fc.Arbitrary<World> = fc.integer({ min: 4, max: 26 }).chain((many) => {
  const each = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: many, maxLength: many });
  /** So that large cells occur beside small ones. */
  const level = fc.constantFrom(0, 0, 1, 1, 1, 2, 2, 2, 2, 3);
  const skill = fc.record({
    levels: each(level),
    has: each(fc.constantFrom(true, true, true, false)),
    targets: fc.oneof(
      fc.constantFrom(1, 2, null).map((target) => new Array(many).fill(target)),
      each(fc.constantFrom(1, 2, null)),
    ),
    before: fc.option(each(level), { nil: null }),
  });
  const part = each(fc.constantFrom(true, true, true, true, true, false));
  return fc
    .record({
      limit: fc.integer({ min: 2, max: 5 }),
      skills: fc.tuple(skill, skill, skill),
      parts: fc.array(fc.tuple(part, fc.nat(5)), { minLength: 1, maxLength: 5 }),
    })
    .map(({ limit, skills, parts }) => {
      const [one, two, whole] = skills.map(({ levels, has, targets, before }): Row => {
        const reached = (of: readonly number[]) => of.map((level, place) => (has[place] ? level : 0));
        const scores = has.map((one) => (one ? 0.5 : null));
        return {
          levels: reached(levels),
          scores,
          targets,
          before: before && { levels: reached(before), scores },
          counting: [],
        };
      });
      if (!one || !two || !whole) throw new Error('three rows were asked for');
      const scores = one.scores.map((score, place) => score ?? two.scores[place] ?? null);
      const levels = whole.levels.map((level, place) => (scores[place] === null ? 0 : level));
      const domain: Row = { ...whole, levels, scores, before: null, counting: [1, 2] };
      const all = levels.map((_, place) => place);
      const groups = parts.reduce<readonly Group[]>(
        (groups, [kept, of]) => [...groups, (groups[of % groups.length] ?? all).filter((place) => kept[place])],
        [all],
      );
      return { limit, rows: [domain, one, two], groups };
    });
});

/** What is told of one cohort in one row, in sets whose sizes are known. */
interface Facts {
  /** By name, the same for the same question about another cohort. */
  readonly cells: ReadonlyMap<string, Set>;
  readonly evidence: ReadonlyMap<string, Set>;
}

const factsOf = (group: Group, row: Row, { bands, before, details }: Verdict): Facts => {
  const all = setOf(group);
  const cells = new Map<string, Set>([['all', all]]);
  const evidence = new Map<string, Set>();
  const unions = (name: string, levels: readonly number[], shown: readonly boolean[]) => {
    for (let choice = 1; choice < 1 << LEVELS; choice++) {
      if (shown.some((isShown, level) => !isShown && choice & (1 << level))) continue;
      const union = setOf(group.filter((place) => choice & (1 << (levels[place] ?? 0))));
      cells.set(`${name} ${choice}`, union);
      cells.set(`${name} not ${choice}`, all & ~union);
    }
  };
  unions('now', row.levels, bands);
  if (row.before) unions('before', row.before.levels, before);
  if (details) {
    const seen = setOf(group.filter((place) => row.scores[place] !== null));
    evidence.set('seen', seen).set('unseen', all & ~seen);
    const missing = group.filter((place) => (row.levels[place] ?? 0) < (row.targets[place] ?? 0));
    evidence.set('gap', setOf(missing)).set('no gap', all & ~setOf(missing));
  }
  return { cells, evidence };
};

/** Whoever knows the sizes of both knows that of the difference. */
const differences = (one: Iterable<Set>, other: Iterable<Set>): readonly Set[] => {
  const others = [...other];
  return [...one].flatMap((a) =>
    others.flatMap((b) => [...(isIn(b, a) ? [a & ~b] : []), ...(isIn(a, b) ? [b & ~a] : [])]),
  );
};

const attack = ({ limit, rows, groups }: World): readonly Set[] => {
  const families = familiesOf(groups, limit);
  const told = families.flatMap((family) => {
    const verdicts = judge(rows, groups, family, LEVELS, limit);
    return family.groups.map((place, at) => {
      const group = groups[place] ?? [];
      const facts = rows.map((row, index) => {
        const verdict = verdicts[index]?.[at];
        if (!verdict) throw new Error('a row without a verdict');
        return factsOf(group, row, verdict);
      });
      return { all: setOf(group), facts };
    });
  });
  const learnt: Set[] = [];
  for (const { facts } of told) {
    for (const { cells, evidence } of facts) {
      learnt.push(...cells.values(), ...evidence.values());
      const now = [...cells].filter(([name]) => !name.startsWith('before')).map(([, set]) => set);
      const then = [...cells].filter(([name]) => name.startsWith('before')).map(([, set]) => set);
      const seen = ['seen', 'unseen'].flatMap((name) => evidence.get(name) ?? []);
      learnt.push(...differences(now, evidence.values()), ...differences(then, seen), ...differences(now, now));
      learnt.push(...differences(evidence.values(), evidence.values()));
    }
    const [domain, ...skills] = facts;
    const seen = ['seen', 'unseen'].flatMap((name) => domain?.evidence.get(name) ?? []);
    for (const skill of skills) {
      const skillSeen = ['seen', 'unseen'].flatMap((name) => skill.evidence.get(name) ?? []);
      learnt.push(...differences(seen, skill.cells.values()), ...differences(seen, skillSeen));
    }
  }
  for (const whole of told)
    for (const part of told)
      if (whole !== part && isIn(part.all, whole.all))
        for (const [row, { cells, evidence }] of whole.facts.entries()) {
          const less = part.facts[row];
          for (const [name, set] of [...cells, ...evidence]) {
            const other = less?.cells.get(name) ?? less?.evidence.get(name);
            if (other === undefined) continue;
            learnt.push(set & ~other);
            for (const third of told) {
              const more = third.facts[row]?.cells.get(name) ?? third.facts[row]?.evidence.get(name);
              if (more !== undefined && isIn(third.all, whole.all & ~part.all)) learnt.push(set & ~other & ~more);
            }
          }
        }
  return learnt.filter((set) => set !== 0 && sizeOf(set) < limit);
};

test('whoever subtracts what is shown never learns of a group below the limit', () =>
  fc.assert(
    fc.property(worlds, (world) => expect(attack(world)).toEqual([])),
    { numRuns: 600 },
  ));
