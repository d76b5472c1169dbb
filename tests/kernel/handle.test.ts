import { join } from 'node:path';
import { z } from 'zod';
import {
  eventFamily,
  handle,
  personal,
  reject,
  streamName,
  StreamCache,
  unsealAll,
  ERASED,
  type Asked,
  type Command,
  type DecidedOf,
  type Decider,
  type EventOf,
  type Kernel,
  type Sealed,
} from '@proficio/events';
import { SqliteEventStore, SqliteKeyStore } from '@proficio/infra';
import { temporaryFolder } from '../contract/temporary-folder.js';
import { ADA, BOB, META, TENANT } from '../kit/circumstances.js';

/** A till: pays in for ever, pays out what is there, keeps a personal note with each. */
const TillEvents = eventFamily('till', {
  Paid: { version: 1, data: z.object({ amount: z.number() }) },
  Noted: { version: 1, data: z.object({ learner: z.string(), note: personal('learner', z.string()) }) },
});
type TillCommand = Command<'Pay', { readonly amount: number }> | Command<'Note', { readonly note: string }>;
const till: Decider<number, TillCommand, DecidedOf<typeof TillEvents>, EventOf<typeof TillEvents>> = {
  events: TillEvents,
  personal: ['Note'],
  initial: 0,
  decide: (total, command) => {
    switch (command.type) {
      case 'Pay':
        if (total + command.data.amount < 0) return reject('TILL_EMPTY', 'amount', 'is more than there is');
        return command.data.amount === 0 ? [] : [{ type: 'Paid', data: command.data }];
      case 'Note':
        return [{ type: 'Noted', data: { learner: command.subject ?? '', note: command.data.note } }];
    }
  },
  evolve: (total, event) => (event.type === 'Paid' ? total + event.data.amount : total),
};

const folder = temporaryFolder();
const events = new SqliteEventStore(join(folder.path, 'events.db'));
const keys = new SqliteKeyStore(join(folder.path, 'keys.db'));
folder.beforeRemoval(() => {
  events.close();
  keys.close();
});
const kernel: Kernel = { events, keys, cache: new StreamCache() };
const elsewhere: Kernel = { events, keys, cache: new StreamCache() };

let streams = 0;
const fresh = () => `${++streams}`;
const pay = (amount: number, commandId: string | null, actor = ADA): Asked<TillCommand> => ({
  type: 'Pay',
  subject: null,
  data: { amount },
  meta: { ...META, actor, commandId },
});
const note = (subject: string, words: string, commandId: string): Asked<TillCommand> => ({
  type: 'Note',
  subject,
  data: { note: words },
  meta: { ...META, actor: subject, commandId },
});
const written = async (id: string) => (await events.read(streamName('till', TENANT, id))).length;

test('a repeat, however many commands later, writes nothing and is answered as the first time', async () => {
  const id = fresh();
  const first = await handle(kernel, till, id, pay(5, 'a'));
  await handle(kernel, till, id, pay(7, 'b'));
  const again = await handle(kernel, till, id, pay(5, 'a'));
  expect([again.revision, again.position]).toEqual([first.revision, first.position]);
  expect(again.events.map(({ data }) => data)).toEqual([{ amount: 5 }]);
  expect(await written(id)).toBe(2);
});
test('a repeat is recognised by another process, and before anything is looked up', async () => {
  const id = fresh();
  await handle(kernel, till, id, pay(5, 'a'));
  const never = () => Promise.reject(new Error('looked up'));
  expect((await handle(elsewhere, till, id, pay(5, 'a'), never)).revision).toBe(0n);
});
test('the same id with other content is refused', async () => {
  const id = fresh();
  await handle(kernel, till, id, pay(5, 'a'));
  await expect(handle(kernel, till, id, pay(6, 'a'))).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED' });
});
test('a command id is scoped to its actor and its stream', async () => {
  const [one, two] = [fresh(), fresh()];
  await handle(kernel, till, one, pay(5, 'a'));
  await handle(kernel, till, one, pay(5, 'a', BOB));
  await handle(kernel, till, two, pay(5, 'a'));
  expect([await written(one), await written(two)]).toEqual([2, 1]);
});
test('a rejected command is not remembered: its repeat is decided anew', async () => {
  const id = fresh();
  await expect(handle(kernel, till, id, pay(-5, 'a'))).rejects.toMatchObject({ code: 'TILL_EMPTY' });
  await handle(kernel, till, id, pay(5, 'b'));
  expect((await handle(kernel, till, id, pay(-5, 'a'))).events).toHaveLength(1);
});
test('a command that had nothing to do is not remembered either', async () => {
  const id = fresh();
  expect(await handle(kernel, till, id, pay(0, 'a'))).toEqual({ revision: -1n, position: -1n, events: [] });
  expect((await handle(kernel, till, id, pay(1, 'a'))).events).toHaveLength(1);
});
test('a rejection from a cached state that another process left behind is taken again from the log', async () => {
  const id = fresh();
  await handle(kernel, till, id, pay(1, 'a'));
  await handle(elsewhere, till, id, pay(9, 'b'));
  expect((await handle(kernel, till, id, pay(-8, 'c'))).revision).toBe(2n);
});
test('racing commands of two processes are all decided, each from the state it met', async () => {
  const id = fresh();
  await handle(kernel, till, id, pay(3, 'start'));
  const race = [kernel, elsewhere].flatMap((one, n) => [1, 2].map((m) => handle(one, till, id, pay(-1, `${n}${m}`))));
  const outcomes = await Promise.allSettled(race);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await written(id)).toBe(4);
});
test('six processes that write to one stream at once are all heard', async () => {
  const id = fresh();
  const processes = Array.from({ length: 6 }, (): Kernel => ({ events, keys, cache: new StreamCache() }));
  await Promise.all(processes.flatMap((one, n) => [1, 2, 3].map((m) => handle(one, till, id, pay(1, `${n} ${m}`)))));
  expect(await written(id)).toBe(18);
});
test('rows without a command id may go back to an earlier content, with ids of their own', async () => {
  const id = fresh();
  for (const amount of [1, 2, 1]) await handle(kernel, till, id, pay(amount, null));
  const ids = (await events.read(streamName('till', TENANT, id))).map((event) => event.id);
  expect(new Set(ids).size).toBe(3);
});
test('an event happened when its command says, unless its decider says when', async () => {
  const occurredAt = '2020-06-01T00:00:00.000Z';
  const backdating: typeof till = {
    ...till,
    decide: (total, command) => till.decide(total, command).map((event) => ({ ...event, occurredAt })),
  };
  const id = fresh();
  await handle(kernel, till, id, pay(1, 'a'));
  const { events: answered } = await handle(kernel, backdating, id, pay(1, 'b'));
  const stored = await events.read(streamName('till', TENANT, id));
  expect(stored.map(({ meta }) => meta.occurredAt)).toEqual([META.occurredAt, occurredAt]);
  expect(answered.map(({ meta }) => [meta.occurredAt, meta.recordedAt])).toEqual([[occurredAt, META.recordedAt]]);
});
test('personal fields are sealed in the log and in what is answered, and open with the key only', async () => {
  const handled = await handle(kernel, till, fresh(), note(ADA, 'a secret', 'a'));
  const notes = handled.events.flatMap((event): Sealed<string>[] => (event.type === 'Noted' ? [event.data.note] : []));
  expect(JSON.stringify(handled.events.map(({ data }) => data))).not.toContain('a secret');
  expect(await unsealAll(keys, TENANT, notes)).toEqual(['a secret']);
});
test('a destroyed key reads as erased, closes its subject and makes a repeat LEARNER_ERASED', async () => {
  const id = fresh();
  const { events: noted } = await handle(kernel, till, id, note(BOB, 'forget me', 'a'));
  await keys.destroy(TENANT, BOB);
  const notes = noted.flatMap((event): Sealed<string>[] => (event.type === 'Noted' ? [event.data.note] : []));
  expect(await unsealAll(keys, TENANT, notes)).toEqual([ERASED]);
  await expect(handle(kernel, till, id, note(BOB, 'forget me', 'a'))).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
  await expect(handle(kernel, till, id, note(BOB, 'more', 'b'))).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
});
