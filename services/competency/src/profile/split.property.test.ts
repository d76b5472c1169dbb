import fc from 'fast-check';
import { partitionsOf, within, type Binding, type Recorded } from '@proficio/events';
import { ADA, BOB, folded, META, recorded, type Folded } from '@proficio/tests';
import type { FactEvent } from '../evidence/evidence-of.js';
import { criterion, factsOf } from '../facts.sample.js';
import { minute } from './deeds.sample.js';
import { profile } from './profile.js';

const FRAMEWORKS = ['f', 'g', 'h'];
const TENANTS = ['acme', 'beta'];
const PLACES = TENANTS.flatMap((tenant) => FRAMEWORKS.map((framework) => `${tenant}/${framework}`));

/** Skills of any frameworks, in any order, also one framework's with another's between them. */
const bindings: fc.Arbitrary<readonly Binding[]> = fc
  .array(fc.tuple(fc.constantFrom(...FRAMEWORKS), fc.constantFrom('s', 't')), { minLength: 1, maxLength: 5 })
  .map((told) => told.map(([framework, skill]) => ({ framework, skill, share: 1 / told.length })));

const fact = fc
  .record({
    learner: fc.constantFrom(ADA, BOB),
    framework: fc.constantFrom(...FRAMEWORKS),
    to: bindings,
    others: bindings,
    outcome: fc.integer({ min: 0, max: 4 }).map((n) => n / 4),
    earlier: fc.nat(40).map((n) => `e${n}`),
  })
  .chain(({ learner, framework, to, others, outcome, earlier }): fc.Arbitrary<FactEvent> => {
    const facts = factsOf(learner, framework);
    const events: readonly FactEvent[] = [
      facts.result(to, outcome),
      facts.answered(to, outcome),
      facts.answered(others, outcome, 'q2'),
      facts.rated(to, outcome > 0.5),
      facts.began(['s', 't']),
      facts.tookBack([
        { eventId: earlier, to },
        { eventId: earlier, to: others },
      ]),
      facts.recognised(to, outcome),
      facts.recognisedAnew(earlier, to, outcome),
      facts.correction(earlier, to, outcome),
      facts.withdrawal(earlier, to),
      facts.enrolled(1),
      facts.ended(),
      facts.completed('read', 's', 't'),
      facts.logged('read', 2, 's'),
      facts.reviewed('write', {}, criterion(to, outcome), criterion(others, outcome, 'r/2')),
      facts.overridden({ skill: 's' }, 2),
      facts.revoked({ skill: 's' }),
    ];
    return fc.constantFrom(...events);
  });

const logs: fc.Arbitrary<readonly Recorded<FactEvent>[]> = fc
  .array(fc.tuple(fact, fc.constantFrom(...TENANTS), fc.integer({ min: 10, max: 28 })), { maxLength: 60 })
  .map((log) =>
    log.map(([event, tenant, day], index) => {
      const meta = { ...META, tenant, occurredAt: `2026-01-${day}T00:00:00.000Z`, recordedAt: minute(index) };
      return recorded<FactEvent>(profile.from, { ...event, id: `e${index}`, meta }, index);
    }),
  );

/** Some frameworks in one of two partitions, and the others in none. */
const named = fc
  .array(fc.constantFrom('east', 'west', ''), { minLength: PLACES.length, maxLength: PLACES.length })
  .map((homes) => {
    const inHome = (name: string) => PLACES.filter((_, index) => homes[index] === name);
    return new Map(['east', 'west'].map((name) => [name, inHome(name)] as const).filter(([, all]) => all.length > 0));
  });

/** Fails where two partitions have the same document. */
const together = (parts: readonly Folded[]): Folded => {
  const all = parts.flatMap((docs) => [...docs]);
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
};

test('the documents of all partitions, together, are those of the whole, whatever events are about', () =>
  fc.assert(
    fc.property(logs, named, fc.integer({ min: 1, max: 30 }), (log, homes, size) => {
      const { each } = partitionsOf(homes);
      expect(each).toHaveLength(homes.size + 1);
      const docs = each.map((partition) => folded(within(profile, partition), log, size));
      expect(together(docs)).toEqual(together([folded(profile, log)]));
    }),
  ));
