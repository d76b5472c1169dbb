import fc from 'fast-check';
import {
  FrameworkEvents,
  handle,
  PRIORITY_RULES,
  Rejection,
  RoleEvents,
  StreamCache,
  streamName,
  type Command,
  type CommandMeta,
  type Event,
  type EventFamily,
  type Handled,
  type Kernel,
} from '@proficio/events';
import { ADA, BOB, META, SMALL_FRAMEWORK, withSkill } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import type { FrameworkCommand } from './framework/commands.js';
import { framework } from './framework/framework.js';
import type { RoleCommand } from './role/commands.js';
import { role } from './role/role.js';

const { kernel, events } = temporaryStores();
const KEYS = ['one', 'two'] as const;

type Said<C extends Command> = C extends Command ? Pick<C, 'type' | 'data'> : never;
/** A command as one sends it: `says` is its content, to tell a repeat from the same id with another. */
interface Sending {
  readonly key: string;
  readonly says: string;
  readonly send: (by: Kernel, meta: CommandMeta) => Promise<Handled<Event>>;
}
interface Step {
  readonly actor: string;
  readonly commandId: string;
  readonly sending: Sending;
}
/** What leads a draft to its publication, in this order. */
type Moves = (key: string) => readonly fc.Arbitrary<Sending>[];

/** Single moves, whole lives of a draft, and what was sent before once more. */
const steps = (moves: Moves): fc.Arbitrary<readonly Step[]> => {
  const rows = fc.constantFrom('one', 'one', 'two').chain((key) =>
    fc.oneof(
      fc.oneof(...moves(key)).map((one) => [one]),
      fc.tuple(...moves(key)),
    ),
  );
  const id = fc.constantFrom(...'abcdefghijklmnop');
  const ids = fc.array(id, { minLength: 4, maxLength: 4 });
  const row = fc
    .tuple(fc.constantFrom(ADA, ADA, BOB), ids, rows)
    .map(([actor, ids, row]) => row.map((sending, n) => ({ actor, commandId: ids[n] ?? 'z', sending })));
  return fc
    .array(fc.oneof(row, fc.nat(99)), { minLength: 4, maxLength: 14 })
    .map((parts) =>
      parts.reduce<readonly Step[]>(
        (past, part) => [
          ...past,
          ...(typeof part === 'number' ? past.slice(part % (past.length + 1)).slice(0, 1) : part),
        ],
        [],
      ),
    );
};

type Answer = { readonly ids: readonly string[]; readonly position: bigint } | { readonly rejected: string };

const answerTo = async ({ send }: Sending, by: Kernel, meta: CommandMeta): Promise<Answer> => {
  try {
    const { events, position } = await send(by, meta);
    return { ids: events.map(({ id }) => id), position };
  } catch (error) {
    if (error instanceof Rejection) return { rejected: error.code };
    throw error;
  }
};

let tenants = 0;

/**
 * Whatever came before: a command that wrote is answered the same again, also later and by a process that knows nothing
 * of it, and writes nothing; under its id other content is refused. Everything in the log is what its schema wants.
 */
const holds = (family: Pick<EventFamily, 'category' | 'decodeStrictly'>, moves: Moves) =>
  fc.assert(
    fc.asyncProperty(steps(moves), async (steps) => {
      const tenant = `t${++tenants}`;
      const wrote = new Map<string, Step & { readonly meta: CommandMeta; readonly answer: Answer }>();
      for (const step of steps) {
        const { actor, commandId, sending } = step;
        const meta = { ...META, tenant, actor, commandId };
        const answer = await answerTo(sending, kernel, meta);
        const name = `${sending.key} ${actor} ${commandId}`;
        const known = wrote.get(name);
        if (known) expect(answer).toEqual(known.sending.says === sending.says ? known.answer : REUSED);
        else if ('ids' in answer && answer.ids.length > 0) wrote.set(name, { ...step, meta, answer });
      }
      const head = await events.head();
      for (const { sending, meta, answer } of wrote.values())
        expect(await answerTo(sending, { ...kernel, cache: new StreamCache() }, meta)).toEqual(answer);
      expect(await events.head()).toBe(head);
      for (const key of KEYS)
        for (const event of await events.read(streamName(family.category, tenant, key)))
          expect(family.decodeStrictly(event).data).toEqual(event.data);
    }),
    { numRuns: 25 },
  );
const REUSED = { rejected: 'COMMAND_ID_REUSED' };

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
  const said = (command: Said<FrameworkCommand>): Sending => ({
    key: command.data.key,
    says: JSON.stringify(command),
    send: (by, meta) => handle(by, framework, command.data.key, { ...command, subject: null, meta }),
  });
  await holds(FrameworkEvents, (key) => [
    drafts.map(({ skill, ...texts }) =>
      said({ type: 'DraftFramework', data: { key, ...withSkill(2, skill), ...texts } }),
    ),
    fc.constant(said({ type: 'SubmitFramework', data: { key } })),
    reviews.map((review) => said({ type: 'ReviewFramework', data: { key, ...review } })),
    fc.constant(said({ type: 'PublishFramework', data: { key } })),
  ]);
});

test('roles', async () => {
  const found = { frameworks: new Map([['carpentry', SMALL_FRAMEWORK]]) };
  const targets = fc
    .record({ domain: fc.constantFrom('craft', 'craft', 'craft', 'nowhere'), level: fc.constantFrom(0, 1, 2) })
    .map((target) => [{ framework: 'carpentry', skill: null, ...target }]);
  const drafts = fc.record({ title: fc.constantFrom('One', 'Two'), description: words, targets });
  const said = (command: Said<RoleCommand>): Sending => ({
    key: command.data.key,
    says: JSON.stringify(command),
    send: (by, meta) => {
      const asked = { ...command, subject: null, meta };
      return handle(by, role, command.data.key, asked, async () =>
        asked.type === 'DraftRole' || asked.type === 'PublishRole' ? { ...asked, found } : asked,
      );
    },
  });
  await holds(RoleEvents, (key) => [
    drafts.map((draft) => said({ type: 'DraftRole', data: { key, ...draft } })),
    fc.constant(said({ type: 'SubmitRole', data: { key } })),
    reviews.map((review) => said({ type: 'ReviewRole', data: { key, ...review } })),
    fc.constant(said({ type: 'PublishRole', data: { key } })),
  ]);
});
