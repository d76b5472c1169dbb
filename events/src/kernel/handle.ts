import { setTimeout as sleep } from 'node:timers/promises';
import { fold, type Decider } from './decider.js';
import { ConflictError, NO_STREAM, streamName, type Appended, type EventStore } from '../ports/event-store.js';
import { derivedId, digestOf } from './identity.js';
import type { KeyStore } from '../ports/key-store.js';
import type { Asked, Command, CommandMeta, Event, NewEvent, Recorded, Timed } from './message.js';
import { Rejection } from './rejection.js';
import { sealPersonal } from './seal.js';
import type { Folded, StreamCache } from './stream-cache.js';

/** What a service needs to take commands. */
export interface Kernel {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly cache: StreamCache;
}

/** What the command wrote, or what its first sending wrote; no events when there was nothing to do. */
export interface Handled<Kept extends Event = Event> extends Appended {
  readonly events: readonly Recorded<Kept>[];
}

/** One command on its way to one stream. The kernel needs none of the decider's own types inside. */
interface Turn {
  readonly kernel: Kernel;
  readonly decider: Decider<unknown, Command, Event>;
  readonly stream: string;
  readonly meta: CommandMeta;
  readonly digest: string;
  readonly inform: () => Promise<Command>;
}

/** How often a command is decided anew because others wrote first. */
const ATTEMPTS = 10;

/**
 * Repeat? then answer as the first time. Else look up (`inform`), decide, seal, append; when someone else wrote first,
 * again from fresh state. A command id is scoped to actor and stream.
 * @throws Rejection of the decider, COMMAND_ID_REUSED, LEARNER_ERASED; ConflictError where others always wrote first
 */
export const handle = async <State, C extends Command, Decided extends Event, Kept extends Event>(
  kernel: Kernel,
  decider: Decider<State, C, Decided, Kept>,
  id: string,
  asked: Asked<C>,
  inform: () => Promise<C> = async () => asked as unknown as C,
): Promise<Handled<Kept>> => {
  const { meta, type } = asked;
  const stream = streamName(decider.events.category, meta.tenant, id);
  const digest = await digestOf(kernel.keys, asked, decider.personal?.includes(type) ?? false);
  const turn = { kernel, decider, stream, meta, digest, inform } as unknown as Turn;
  return kernel.cache.inTurn(stream, () => decideFreshly(turn)) as Promise<Handled<Kept>>;
};

/** A decision of nothing and a rejection are final only from fresh state: a cached one may be behind another process. */
const decideFreshly = async (turn: Turn): Promise<Handled> => {
  const cached = turn.kernel.cache.get(turn.stream);
  if (cached) {
    try {
      const handled = await decideFrom(turn, cached);
      if (handled.events.length > 0) return handled;
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof Rejection)) throw error;
    }
    turn.kernel.cache.drop(turn.stream);
  }
  return decideFromLog(turn);
};

/** Whoever was overtaken waits for a while of its own, longer each time: else those who met would meet again. */
const decideFromLog = async (turn: Turn, overtaken = 0): Promise<Handled> => {
  try {
    return await decideFrom(turn, await load(turn));
  } catch (error) {
    if (!(error instanceof ConflictError) || overtaken + 1 >= ATTEMPTS) throw error;
  }
  await sleep(Math.random() * 2 ** overtaken);
  return decideFromLog(turn, overtaken + 1);
};

const load = async ({ kernel, decider, stream }: Turn): Promise<Folded> => {
  const stored = await kernel.events.read(stream);
  const last = stored.at(-1);
  const written = stored.flatMap(({ meta }) =>
    meta.commandId === null ? [] : [[sender(meta), meta.commandDigest] as const],
  );
  return {
    state: fold(decider, stored.map(decider.events.decode)),
    revision: last?.revision ?? NO_STREAM,
    position: last?.position ?? -1n,
    written: new Map(written),
  };
};

const sender = ({ actor, commandId }: CommandMeta): string => `${actor} ${commandId}`;

const decideFrom = async (turn: Turn, before: Folded): Promise<Handled> => {
  const { kernel, decider, stream, meta, inform } = turn;
  const known = meta.commandId === null ? undefined : before.written.get(sender(meta));
  if (known !== undefined) return repeated(turn, known);

  const decided = decider.decide(before.state, await inform());
  if (decided.length === 0) return { revision: before.revision, position: before.position, events: [] };

  const kept = await Promise.all(decided.map((event, index) => keep(turn, event, index, before.revision)));
  const appended = await kernel.events.append(stream, before.revision, kept);
  const events = kept.map((event, index) => {
    const revision = before.revision + BigInt(index + 1);
    // Only the batch's last position is known; nothing that folds a stream looks at it.
    return decider.events.decode({ ...event, stream, revision, position: appended.position });
  });
  remember(turn, { ...appended, state: fold(decider, events, before.state), written: before.written });
  return { ...appended, events };
};

/** Imported rows touch thousands of streams once each: they would push out what people work on. */
const remember = ({ kernel, stream, meta, digest }: Turn, folded: Folded): void => {
  if (meta.commandId === null) return kernel.cache.drop(stream);
  folded.written.set(sender(meta), digest);
  kernel.cache.set(stream, folded);
};

/** The first sending's own events, read back from the log. */
const repeated = async ({ kernel, decider, stream, meta, digest }: Turn, known: string): Promise<Handled> => {
  if (known !== digest)
    throw new Rejection('COMMAND_ID_REUSED', [{ field: 'commandId', reason: 'was used with other content' }]);
  const stored = await kernel.events.read(stream);
  const own = stored.filter((event) => event.meta.commandId !== null && sender(event.meta) === sender(meta));
  const last = own.at(-1);
  if (!last) throw new Error(`${stream} lost the events of command ${meta.commandId}`);
  return { revision: last.revision, position: last.position, events: own.map(decider.events.decode) };
};

/** Checks, seals and stamps. A row without a command id may return to an earlier content: its ids differ by revision. */
const keep = async (turn: Turn, event: Timed<Event>, index: number, revision: bigint): Promise<NewEvent> => {
  const { kernel, decider, stream, meta, digest } = turn;
  const origin = meta.commandId ?? `at ${revision}`;
  decider.events.check(event);
  return {
    id: derivedId(meta.tenant, stream, meta.actor, origin, digest, index),
    type: event.type,
    data: await sealPersonal(kernel.keys, meta.tenant, decider.events.personalFieldsOf(event.type), event.data),
    meta: {
      ...meta,
      occurredAt: event.occurredAt ?? meta.occurredAt,
      commandDigest: digest,
      causationId: meta.commandId ?? meta.correlationId,
      schemaVersion: decider.events.versionOf(event.type),
    },
  };
};
