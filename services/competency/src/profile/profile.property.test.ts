import fc from 'fast-check';
import type { Recorded } from '@proficio/events';
import { ADA, BOB, folded, recorded, TENANT, type Circumstances } from '@proficio/tests';
import type { FactEvent } from '../evidence/evidence-of.js';
import { inOrder } from '../evidence/in-order.js';
import type { Entry } from '../evidence/piece.js';
import { criterion, factsOf } from '../facts.sample.js';
import { weightedAverage } from '../policy/weighted-average.js';
import { profile } from './profile.js';

type Told = FactEvent & Circumstances;
const SKILLS = ['s', 't', 'u'];

/** One fact of an academy's day; `which` picks an earlier fact to correct or to withdraw. */
interface Deed {
  readonly kind: 'result' | 'answer' | 'rating' | 'correction' | 'withdrawal' | 'completion' | 'review' | 'enrolment';
  readonly learner: string;
  readonly skill: string;
  readonly outcome: number;
  readonly day: number;
  readonly which: number;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom<Deed['kind']>(
    'result',
    'result',
    'answer',
    'rating',
    'correction',
    'withdrawal',
    'completion',
    'review',
    'enrolment',
  ),
  learner: fc.constantFrom(ADA, BOB),
  skill: fc.constantFrom(...SKILLS),
  outcome: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
  day: fc.integer({ min: 1, max: 28 }),
  which: fc.nat(50),
});

const occurred = (day: number) => ({ occurredAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z` });

/** The log of what they did. Each result is corrected or withdrawn by the id of what stands for it now, as services do. */
const logOf = (deeds: readonly Deed[]): readonly Told[] => {
  const standing: { id: string; skill: string; learner: string }[] = [];
  return deeds.flatMap((deed, index): Told[] => {
    const { kind, learner, skill, outcome, day, which } = deed;
    const id = `e${index}`;
    const facts = factsOf(learner);
    const told = (event: FactEvent): Told[] => [{ ...event, id, meta: occurred(day) }];
    const earlier = standing[which % Math.max(1, standing.length)];
    switch (kind) {
      case 'result':
        standing.push({ id, skill, learner });
        return told(facts.result(skill, outcome));
      case 'answer':
        return told(facts.answered(skill, outcome));
      case 'rating':
        return told(facts.rated(skill, outcome > 0.5));
      case 'completion':
        return told(facts.completed('read', skill));
      case 'review':
        return told(facts.reviewed('write', {}, criterion(skill, outcome), criterion('s', outcome, 'r/2')));
      case 'enrolment':
        return told(facts.enrolled(1));
      case 'correction':
        if (!earlier) return [];
        standing.splice(standing.indexOf(earlier), 1, { ...earlier, id });
        return [{ ...factsOf(earlier.learner).correction(earlier.id, earlier.skill, outcome), id }];
      case 'withdrawal':
        if (!earlier) return [];
        standing.splice(standing.indexOf(earlier), 1);
        return [{ ...factsOf(earlier.learner).withdrawal(earlier.id, earlier.skill), id }];
    }
  });
};
const recordedIn = (log: readonly Told[]): readonly Recorded<FactEvent>[] =>
  log.map((event, index) => recorded<FactEvent>(profile.from, event, index));
const logs = fc.array(deed, { maxLength: 60 }).map(logOf);

const docOf = (docs: ReadonlyMap<string, unknown>, name: string): string => JSON.stringify(docs.get(name) ?? null);
const entriesOf = (docs: ReadonlyMap<string, unknown>, learner: string, skill: string): readonly Entry[] => {
  const doc: { entries: Entry[] } | null = JSON.parse(docOf(docs, `skill ${TENANT} ${learner}/f/${skill}`));
  return doc?.entries ?? [];
};
const scoresOf = (docs: ReadonlyMap<string, unknown>, learner: string) => {
  const evidenceOf = (skill: string) => inOrder(entriesOf(docs, learner, skill), true);
  const { skill } = weightedAverage().estimate({ learner: undefined, evidenceOf });
  return SKILLS.map((key) => skill(key).score);
};

test('the same events give the same documents in batches of any size', () =>
  fc.assert(
    fc.property(logs, fc.integer({ min: 1, max: 70 }), (log, size) => {
      expect(folded(profile, recordedIn(log), size)).toEqual(folded(profile, recordedIn(log)));
    }),
  ));

test("what one learner does changes no document of another's", () =>
  fc.assert(
    fc.property(logs, (log) => {
      const ofBob = (docs: ReadonlyMap<string, unknown>) => [...docs].filter(([name]) => name.includes(BOB));
      const all = recordedIn(log);
      const alone = all.filter(({ data }) => data.learner === BOB);
      expect(ofBob(folded(profile, all))).toEqual(ofBob(folded(profile, alone)));
    }),
  ));

test('whatever order facts were taken down in, the scores are the same', () =>
  fc.assert(
    fc.property(
      logs.chain((log) => fc.tuple(fc.constant(log), fc.array(fc.double({ noNaN: true }), { minLength: log.length }))),
      ([log, keys]) => {
        const shuffled = recordedIn(causesFirst(log, keys));
        const [straight, other] = [folded(profile, recordedIn(log)), folded(profile, shuffled)];
        for (const learner of [ADA, BOB]) expect(scoresOf(other, learner)).toEqual(scoresOf(straight, learner));
      },
    ),
  ));

test('what is counted is what stands', () =>
  fc.assert(
    fc.property(logs, (log) => {
      const docs = folded(profile, recordedIn(log));
      for (const learner of [ADA, BOB]) {
        const doc: { skills: Record<string, { evidence: number; teaching: number; corrected: boolean }> } | null =
          JSON.parse(docOf(docs, `learner ${TENANT} ${learner}/f`));
        for (const skill of SKILLS) {
          const pieces = inOrder(entriesOf(docs, learner, skill), true).filter(({ withdrawnAt }) => !withdrawnAt);
          const teaching = pieces.filter(({ kind }) => kind !== 'completion').length;
          expect(doc?.skills[skill] ?? { evidence: 0, teaching: 0 }).toMatchObject({
            evidence: pieces.length,
            teaching,
          });
        }
      }
    }),
  ));

/** The log in an order that the keys give, but that a fact comes after what it corrects or withdraws. */
const causesFirst = (log: readonly Told[], keys: readonly number[]): readonly Told[] => {
  const left = log.map((event, index) => ({ event, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
  const taken = new Set<string>();
  const order: Told[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ event }) => !('replaces' in event.data) || taken.has(event.data.replaces));
    const [picked] = left.splice(next, 1);
    if (!picked) break;
    taken.add(picked.event.id ?? '');
    order.push(picked.event);
  }
  return order;
};
