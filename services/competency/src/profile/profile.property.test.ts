import fc from 'fast-check';
import { ADA, BOB, folded, type Folded } from '@proficio/tests';
import { inOrder } from '../evidence/in-order.js';
import { canvas } from '../policy/canvas.js';
import { CANVAS } from '../rules/canvas.js';
import { heldOf, logs, recordedIn, SKILLS, type Told } from './deeds.sample.js';
import { knownAt } from './known.js';
import { profile } from './profile.js';
import { standingIn } from './standings.js';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const RULES = [...CANVAS.keys()];
const scoresOf = (docs: Folded, learner: string) =>
  RULES.map((id) => {
    const { skill } = canvas(id, id === 'canvas/n-mastery' ? { n: 2 } : {}, 0.6).estimate(
      knownAt(heldOf(docs, learner), null, NOW),
    );
    return SKILLS.map((key) => skill(key).score);
  });

test('the same events give the same documents in batches of any size', () =>
  fc.assert(
    fc.property(logs, fc.integer({ min: 1, max: 70 }), (log, size) => {
      expect(folded(profile, recordedIn(log), size)).toEqual(folded(profile, recordedIn(log)));
    }),
  ));

test("what others do afterwards changes no document of a learner's", () =>
  fc.assert(
    fc.property(logs, (log) => {
      const ofBob = (docs: ReadonlyMap<string, unknown>) => [...docs].filter(([name]) => name.includes(BOB));
      const all = recordedIn(log);
      const until = all.slice(0, all.findLastIndex(({ data }) => data.learner === BOB) + 1);
      expect(ofBob(folded(profile, all))).toEqual(ofBob(folded(profile, until)));
    }),
  ));

test('whatever order facts were taken down in, the scores of every rule are the same', () =>
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
        const held = heldOf(docs, learner);
        for (const skill of SKILLS) {
          const pieces = inOrder(held.entries.get(skill) ?? [], true).filter(({ withdrawnAt }) => !withdrawnAt);
          const teaching = pieces.filter(({ kind }) => kind !== 'completion').length;
          expect(
            (held.learner && standingIn(held.learner.skills, skill)) ?? { evidence: 0, teaching: 0 },
          ).toMatchObject({
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
