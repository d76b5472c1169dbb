import fc from 'fast-check';
import { PRIORITY_RULES, type Command, type Decider, type Event } from '@proficio/events';
import { ADA, BOB, SMALL_FRAMEWORK, withSkill } from '@proficio/tests';
import { answersRepeats, withRepeats, type Said, type Step } from '@proficio/tests/repeats';
import { temporaryStores } from '@proficio/tests/stores';
import type { FrameworkCommand } from './framework/commands.js';
import { framework } from './framework/framework.js';
import { role } from './role/role.js';

const { kernel } = temporaryStores();

/** What leads the draft of a key to its publication, in this order. */
type Moves<C extends Command> = (key: string) => readonly fc.Arbitrary<Said<C>>[];

/** Single moves, whole lives of a draft, and what was sent before once more. */
const steps = <C extends Command>(moves: Moves<C>): fc.Arbitrary<readonly Step<C>[]> => {
  const rows = fc.constantFrom('one', 'one', 'two').chain((key) =>
    fc
      .oneof(
        fc.oneof(...moves(key)).map((one) => [one]),
        fc.tuple(...moves(key)),
      )
      .map((row) => row.map((said) => ({ stream: key, said: () => said }))),
  );
  const id = fc.constantFrom(...'abcdefghijklmnop');
  const ids = fc.array(id, { minLength: 4, maxLength: 4 });
  const row = fc
    .tuple(fc.constantFrom(ADA, ADA, BOB), ids, rows)
    .map(([actor, ids, row]) => row.map((sending, n) => ({ actor, commandId: ids[n] ?? 'z', ...sending })));
  return fc.array(fc.oneof(row, fc.nat(99)), { minLength: 4, maxLength: 14 }).map(withRepeats);
};

const holds = <State, C extends Command, Decided extends Event, Kept extends Event>(
  decider: Decider<State, C, Decided, Kept>,
  moves: Moves<C>,
) => answersRepeats(kernel, decider, steps(moves), 25);

const words = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => !text.includes('\0') && text.isWellFormed());
const reviews = fc.record({ approved: fc.constantFrom(true, true, true, false), note: words });

test('frameworks', async () => {
  const skill = fc.record({
    title: fc.constantFrom('Choosing', 'Deciding'),
    description: words,
    weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    domain: fc.constantFrom('craft', 'judgment', 'judgment', 'judgment', 'nowhere'),
  });
  const rule = fc.constantFrom(...PRIORITY_RULES);
  const drafts = fc.record({ title: fc.constantFrom('One', 'Two'), priorityRule: rule, skill });
  await holds(framework, (key) => [
    drafts.map(({ skill, ...texts }): Said<FrameworkCommand> => {
      const data = { key, ...withSkill(2, skill), ...texts };
      return { type: 'DraftFramework', subject: null, data };
    }),
    fc.constant({ type: 'SubmitFramework', subject: null, data: { key } }),
    reviews.map((review) => ({ type: 'ReviewFramework', subject: null, data: { key, ...review } })),
    fc.constant({ type: 'PublishFramework', subject: null, data: { key } }),
  ]);
});

test('roles', async () => {
  const found = { frameworks: new Map([['carpentry', SMALL_FRAMEWORK]]) };
  const targets = fc
    .record({ domain: fc.constantFrom('craft', 'craft', 'craft', 'nowhere'), level: fc.constantFrom(0, 1, 2) })
    .map((target) => [{ framework: 'carpentry', skill: null, ...target }]);
  const drafts = fc.record({ title: fc.constantFrom('One', 'Two'), description: words, targets });
  await holds(role, (key) => [
    drafts.map((draft) => ({ type: 'DraftRole', subject: null, data: { key, ...draft }, found })),
    fc.constant({ type: 'SubmitRole', subject: null, data: { key } }),
    reviews.map((review) => ({ type: 'ReviewRole', subject: null, data: { key, ...review } })),
    fc.constant({ type: 'PublishRole', subject: null, data: { key }, found }),
  ]);
});
