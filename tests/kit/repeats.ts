import fc from 'fast-check';
import {
  handle,
  Rejection,
  StreamCache,
  streamName,
  type Asked,
  type Command,
  type CommandMeta,
  type Decider,
  type Event,
  type Kernel,
} from '@proficio/events';
import { META } from './circumstances.js';

/** What one says to a stream; all that is looked up for it stays the same. */
export type Said<C extends Command> = C extends Command ? Omit<C, 'meta'> : never;

export interface Step<C extends Command> {
  readonly stream: string;
  readonly actor: string;
  /** Null for rows, which tell repeats by their content. */
  readonly commandId: string | null;
  readonly occurredAt?: string;
  readonly said: (tenant: string) => Said<C>;
}

/** Steps to be taken one after the other. A number stands for what was sent before, once more. */
export const withRepeats = <S>(parts: readonly (readonly S[] | number)[]): readonly S[] =>
  parts.reduce<readonly S[]>(
    (past, part) => [...past, ...(typeof part === 'number' ? past.slice(part % (past.length + 1)).slice(0, 1) : part)],
    [],
  );

type Answer = { readonly ids: readonly string[]; readonly position: bigint } | { readonly rejected: string };
interface Sent {
  readonly stream: string;
  readonly command: Command;
}
interface Wrote {
  readonly sent: Sent;
  readonly answer: Answer;
}
type Send = (by: Kernel, sent: Sent) => Promise<Answer>;

const REUSED = { rejected: 'COMMAND_ID_REUSED' };

/**
 * Whatever came before: a command that wrote is answered the same again, also later and by a process that knows nothing
 * of it, and writes nothing; under its id other content is refused, and a refusal is an answer of its own. A row that was
 * taken is nothing to do when it comes again at once. Everything decided survives JSON and its schema.
 */
export const answersRepeats = <State, C extends Command, Decided extends Event, Kept extends Event>(
  kernel: Kernel,
  decider: Decider<State, C, Decided, Kept>,
  steps: fc.Arbitrary<readonly Step<C>[]>,
  numRuns: number,
): Promise<void> => {
  const send = sendingTo(surviving(decider));
  return fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const tenant = `t${++tenants}`;
      const wrote = await sendAll(kernel, tenant, steps, send);
      await sendAgain(kernel, wrote, send);
      for (const stream of new Set(steps.map((step) => step.stream)))
        for (const event of await kernel.events.read(streamName(decider.events.category, tenant, stream)))
          expect(decider.events.decodeStrictly(event).data).toEqual(event.data);
    }),
    { numRuns },
  );
};
let tenants = 0;

/** Each in turn; gives what wrote under a command id, with its answer. */
const sendAll = async <C extends Command>(
  kernel: Kernel,
  tenant: string,
  steps: readonly Step<C>[],
  send: Send,
): Promise<readonly Wrote[]> => {
  const wrote = new Map<string, Wrote>();
  for (const { stream, actor, commandId, occurredAt = META.occurredAt, said } of steps) {
    const meta: CommandMeta = { ...META, tenant, actor, commandId, occurredAt };
    const sent = { stream, command: { ...(said(tenant) as Omit<Command, 'meta'>), meta } };
    const answer = await send(kernel, sent);
    const name = `${stream} ${actor} ${commandId}`;
    const known = wrote.get(name);
    const taken = 'ids' in answer && answer.ids.length > 0;
    if (known) expect(answer).toEqual(isSame(known.sent.command, sent.command) ? known.answer : REUSED);
    else if (taken && commandId !== null) wrote.set(name, { sent, answer });
    else if (taken) expect(await send(kernel, sent)).toEqual({ ...answer, ids: [] });
  }
  return [...wrote.values()];
};

const isSame = (one: Command, other: Command): boolean => contentOf(one) === contentOf(other);
const contentOf = ({ type, subject, data }: Command): string => JSON.stringify([type, subject, data]);

const sendAgain = async (kernel: Kernel, wrote: readonly Wrote[], send: Send): Promise<void> => {
  const head = await kernel.events.head();
  for (const { sent, answer } of wrote)
    expect(await send({ ...kernel, cache: new StreamCache() }, sent)).toEqual(answer);
  expect(await kernel.events.head()).toBe(head);
};

const sendingTo =
  <State, C extends Command, Decided extends Event, Kept extends Event>(
    decider: Decider<State, C, Decided, Kept>,
  ): Send =>
  async (by, { stream, command }) => {
    try {
      const informed = command as C & Asked<C>;
      const { events, position } = await handle(by, decider, stream, informed, async () => informed);
      return { ids: events.map(({ id }) => id), position };
    } catch (error) {
      if (error instanceof Rejection) return { rejected: error.code };
      throw error;
    }
  };

/** What is decided, in the clear, is the same once it was JSON, and is what its schema wants. */
const surviving = <State, C extends Command, Decided extends Event, Kept extends Event>(
  decider: Decider<State, C, Decided, Kept>,
): Decider<State, C, Decided, Kept> => ({
  ...decider,
  decide: (state, command) => {
    const decided = decider.decide(state, command);
    for (const event of decided) {
      const read = JSON.parse(JSON.stringify(event));
      expect(read).toEqual(event);
      decider.events.check(read);
    }
    return decided;
  },
});
