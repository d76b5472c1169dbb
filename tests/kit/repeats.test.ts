import fc from 'fast-check';
import { z } from 'zod';
import { eventFamily, type Command, type Decider, type EventOf } from '@proficio/events';
import { ADA, uuid } from './circumstances.js';
import { answersRepeats, withRepeats, type Step } from './repeats.js';
import { temporaryStores } from './stores.js';

const { kernel } = temporaryStores();
const Counted = eventFamily('counted', { Counted: { version: 1, data: z.object({ by: z.number() }) } });
type Count = Command<'Count', { readonly by: number }>;
const counter: Decider<number, Count, EventOf<typeof Counted>> = {
  events: Counted,
  initial: 0,
  decide: (_total, { data: { by } }) => [{ type: 'Counted', data: { by } }],
  evolve: (total, { data: { by } }) => total + by,
};
const counting = (
  by: fc.Arbitrary<number>,
  commandId: fc.Arbitrary<string | null>,
): fc.Arbitrary<readonly Step<Count>[]> =>
  fc.array(
    fc.record({ by, commandId }).map(({ by, commandId }) => ({
      stream: uuid(1),
      actor: ADA,
      commandId,
      said: () => ({ type: 'Count', subject: null, data: { by } }),
    })),
    { minLength: 3 },
  );

test('holds where every repeat has its command id', () =>
  answersRepeats(kernel, counter, counting(fc.nat(3), fc.constantFrom('a', 'b')), 5));
test('fails for rows that count once more when they come again', async () =>
  expect(answersRepeats(kernel, counter, counting(fc.nat(3), fc.constant(null)), 5)).rejects.toThrow());
test('fails for what JSON does not keep', async () =>
  expect(answersRepeats(kernel, counter, counting(fc.constant(-0), fc.constant('a')), 5)).rejects.toThrow());
test('what was sent before comes once more where a number stands', () => {
  expect(withRepeats([['a', 'b'], 1, 0, ['c'], 7])).toEqual(['a', 'b', 'b', 'a', 'c', 'b']);
  expect(withRepeats([3, ['a']])).toEqual(['a']);
});
