import { fold, type Decider } from './decider.js';
import { ConflictError, NO_STREAM, streamName, type Appended, type EventStore } from './event-store.js';
import { derivedId, digestOf, living } from './identity.js';
import type { KeyStore } from './key-store.js';
import type { Asked, Command, Event, NewEvent, Recorded } from './message.js';
import { Rejection } from './rejection.js';
import { seal } from './seal.js';
import type { StreamCache, Folded } from './stream-cache.js';

/** What a service needs to take commands. */
export interface Kernel {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly cache: StreamCache;
}

/** What the command wrote, or what its first sending wrote; no events when there was nothing to do. */
export interface Handled<Kept extends Event> extends Appended {
  readonly events: readonly Recorded<Kept>[];
}

/** Looks up what the rule needs to know, once it is clear that the command is no repeat. */
export type Inform<C extends Command> = () => Promise<C>;

const ATTEMPTS = 5;

/**
 * Repeat? then answer as the first time. Else look up, decide, seal, append; when someone else wrote first, again from
 * fresh state. A command id is scoped to actor and stream.
 * @throws Rejection of the decider, COMMAND_ID_REUSED, LEARNER_ERASED
 */
export const handle = async <State, C extends Command, Decided extends Event, Kept extends Event>(
  kernel: Kernel,
  decider: Decider<State, C, Decided, Kept>,
  id: string,
  asked: Asked<C>,
  inform: Inform<C> = async () => asked as unknown as C,
): Promise<Handled<Kept>> => {
  const stream = streamName(decider.events.category, asked.meta.tenant, id);
  const digest = await digestOf(kernel.keys, asked, decider.personal?.includes(asked.type) ?? false);
  const turn: Turn<State, C, Decided, Kept> = { kernel, decider, stream, asked, digest, inform };
  return kernel.cache.inTurn(stream, () => tryFrom(turn, kernel.cache.get<State>(stream), ATTEMPTS));
};

interface Turn<State, C extends Command, Decided extends Event, Kept extends Event> {
  readonly kernel: Kernel;
  readonly decider: Decider<State, C, Decided, Kept>;
  readonly stream: string;
  readonly asked: Asked<C>;
  readonly digest: string;
  readonly inform: Inform<C>;
}

/** A decision of nothing and a rejection are final only from fresh state: a cached one may be behind another process. */
const tryFrom = async <State, C extends Command, Decided extends Event, Kept extends Event>(
  turn: Turn<State, C, Decided, Kept>,
  cached: Folded<State> | undefined,
  attempts: number,
): Promise<Handled<Kept>> => {
  try {
    const handled = await decideFrom(turn, cached ?? (await load(turn)));
    if (handled.events.length > 0 || !cached) return handled;
  } catch (error) {
    const stale = error instanceof ConflictError && attempts > 1;
    if (!stale && !(error instanceof Rejection && cached)) throw error;
  }
  turn.kernel.cache.drop(turn.stream);
  return tryFrom(turn, undefined, attempts - 1);
};

const load = async <State, C extends Command, Decided extends Event, Kept extends Event>({
  kernel,
  decider,
  stream,
}: Turn<State, C, Decided, Kept>): Promise<Folded<State>> => {
  const stored = await kernel.events.read(stream);
  const last = stored.at(-1);
  return {
    state: fold(decider, stored.map(decider.events.decode)),
    revision: last?.revision ?? NO_STREAM,
    position: last?.position ?? -1n,
    written: new Map(
      stored.flatMap(({ meta }) => (meta.commandId === null ? [] : [[commandKey(meta), meta.commandDigest]])),
    ),
  };
};

const commandKey = ({ actor, commandId }: { readonly actor: string; readonly commandId: string | null }) =>
  `${actor} ${commandId}`;

const decideFrom = async <State, C extends Command, Decided extends Event, Kept extends Event>(
  turn: Turn<State, C, Decided, Kept>,
  before: Folded<State>,
): Promise<Handled<Kept>> => {
  const { kernel, decider, stream, asked, digest, inform } = turn;
  const known = asked.meta.commandId === null ? undefined : before.written.get(commandKey(asked.meta));
  if (known !== undefined) return repeated(turn, known);

  const decided = decider.decide(before.state, await inform());
  if (decided.length === 0) return { revision: before.revision, position: before.position, events: [] };

  const kept = await keep(turn, decided, before.revision);
  const appended = await kernel.events.append(stream, before.revision, kept);
  const first = before.revision + 1n;
  const events = kept.map((event, index) =>
    decider.events.decode({ ...event, stream, revision: first + BigInt(index), position: appended.position }),
  );
  if (asked.meta.commandId !== null) before.written.set(commandKey(asked.meta), digest);
  kernel.cache.set(stream, { ...appended, state: fold(decider, events, before.state), written: before.written });
  return { ...appended, events };
};

/** The first sending's own events, read back from the log. */
const repeated = async <State, C extends Command, Decided extends Event, Kept extends Event>(
  { kernel, decider, stream, asked, digest }: Turn<State, C, Decided, Kept>,
  known: string,
): Promise<Handled<Kept>> => {
  if (known !== digest)
    throw new Rejection('COMMAND_ID_REUSED', [{ field: 'commandId', reason: 'was used with other content' }]);
  const stored = await kernel.events.read(stream);
  const own = stored.filter(({ meta }) => meta.commandId !== null && commandKey(meta) === commandKey(asked.meta));
  const last = own.at(-1);
  if (!last) throw new Error(`${stream} lost the events of command ${asked.meta.commandId}`);
  return { revision: last.revision, position: last.position, events: own.map(decider.events.decode) };
};

/** Checks, stamps and seals what was decided. A row without a command id may come back to an old content: its ids differ by revision. */
const keep = async <State, C extends Command, Decided extends Event, Kept extends Event>(
  { kernel, decider: { events: family }, stream, asked: { meta }, digest }: Turn<State, C, Decided, Kept>,
  decided: readonly Decided[],
  revision: bigint,
): Promise<readonly NewEvent[]> => {
  const origin = meta.commandId ?? `at ${revision}`;
  return Promise.all(
    decided.map(async (event, index) => {
      family.check(event);
      return {
        id: derivedId(meta.tenant, stream, meta.actor, origin, digest, index),
        type: event.type,
        data: await sealed(kernel.keys, meta.tenant, family, event),
        meta: {
          ...meta,
          commandDigest: digest,
          causationId: meta.commandId ?? meta.correlationId,
          schemaVersion: family.versionOf(event.type),
        },
      };
    }),
  );
};

const sealed = async <Decided extends Event, Kept extends Event>(
  keys: KeyStore,
  tenant: string,
  family: EventFamilyOf<Decided, Kept>,
  { type, data }: Decided,
): Promise<unknown> => {
  const fields = family.personalFieldsOf(type);
  if (fields.length === 0) return data;
  const copy: Record<string, unknown> = { ...(data as object) };
  for (const { field, subject } of fields) {
    if (copy[field] === null || copy[field] === undefined) continue;
    const owner = copy[subject] as string;
    copy[field] = seal(living(await keys.ensure(tenant, owner)), owner, copy[field]);
  }
  return copy;
};

type EventFamilyOf<Decided extends Event, Kept extends Event> = Decider<unknown, Command, Decided, Kept>['events'];
