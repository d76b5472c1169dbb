/** Who asked, for which tenant, when, and what the request belongs to. Times are ISO 8601 in UTC. */
export interface CommandMeta {
  readonly tenant: string;
  /** Pseudonymous id of the caller: the keyed hash of issuer and subject. */
  readonly actor: string;
  /** When it happened to the learner. */
  readonly occurredAt: string;
  /** When we took it. */
  readonly recordedAt: string;
  /** The caller's own id of this command, for safe repeats; null where content itself tells repeats (imported rows). */
  readonly commandId: string | null;
  readonly correlationId: string;
}

export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  /** The learner the command is about, or null. A destroyed key closes the subject for every such command. */
  readonly subject: string | null;
  /** The caller's input and nothing else: it is what the digest covers. */
  readonly data: Data;
  readonly meta: CommandMeta;
}

/** A command whose rule needs what the service's own views know; looked up after the check for a repeat. */
export type Informed<C extends Command, Found> = C & { readonly found: Found };

/** The command as the caller sent it, before anything was looked up. */
export type Asked<C extends Command> = C extends Command ? Omit<C, 'found'> : never;

export interface Event<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** As it was decided: it happened when its command says, unless it says itself, as a correction of what happened before. */
export type Timed<E extends Event> = E & { readonly occurredAt?: string };

export interface EventMeta extends CommandMeta {
  readonly commandDigest: string;
  readonly causationId: string;
  readonly schemaVersion: number;
}

/** What a store keeps: plain JSON, with the schema version it was written in. */
export interface NewEvent extends Event {
  readonly id: string;
  readonly meta: EventMeta;
}

/** `revision` counts from 0 within the stream; `position` is opaque and ordered over the whole log. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
}

/** A decoded event together with where and why it happened. */
export type Recorded<E extends Event> = E & Omit<StoredEvent, 'type' | 'data'>;
