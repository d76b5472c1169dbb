import type { z } from 'zod';
import type { Event, Recorded, StoredEvent } from './message.js';
import { inTheClear, personalFields, type PersonalField } from './personal.js';

type Json = Record<string, unknown>;

/** One event type: its current version, its schema, and one step up from each older version. */
export interface EventShape {
  readonly version: number;
  readonly data: z.ZodType;
  readonly upcast?: Readonly<Record<number, (old: Json) => Json>>;
}

type Shapes = Readonly<Record<string, EventShape>>;
type DecidedIn<S extends Shapes> = { [T in keyof S & string]: Event<T, z.input<S[T]['data']>> }[keyof S & string];
type KeptIn<S extends Shapes> = { [T in keyof S & string]: Event<T, z.output<S[T]['data']>> }[keyof S & string];

/** All event types that may appear in streams of one category. */
export interface EventFamily<Decided extends Event = Event, Kept extends Event = Decided> {
  readonly category: string;
  readonly types: readonly Kept['type'][];
  readonly versionOf: (type: string) => number;
  readonly personalFieldsOf: (type: string) => readonly PersonalField[];
  /** Checks a decided event against its schema before it is written. */
  readonly check: (event: Decided) => void;
  /** Steps an old event up; one of the current version is trusted as it is, since we wrote it. */
  readonly decode: (stored: StoredEvent) => Recorded<Kept>;
  /** The same with the schema checked, and that all that is personal is sealed: for verification and foreign logs. */
  readonly decodeStrictly: (stored: StoredEvent) => Recorded<Kept>;
}

export type EventOf<F> = F extends EventFamily<infer _, infer Kept> ? Kept : never;
export type DecidedOf<F> = F extends EventFamily<infer Decided, infer _> ? Decided : never;

/** An event this service cannot read: unknown, written by a newer version, or not kept as it must be. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
}

const stepUp = (shape: EventShape, stored: StoredEvent): unknown => {
  const { schemaVersion } = stored.meta;
  if (schemaVersion > shape.version)
    throw new UnreadableEventError(`${stored.type} v${schemaVersion} is newer than this service's v${shape.version}`);
  let data = stored.data;
  for (let version = schemaVersion; version < shape.version; version++) {
    const step = shape.upcast?.[version];
    if (!step) throw new UnreadableEventError(`${stored.type}: no step up from v${version}`);
    data = step(data as Json);
  }
  return data;
};

export const eventFamily = <const S extends Shapes>(
  category: string,
  shapes: S,
): EventFamily<DecidedIn<S>, KeptIn<S>> => {
  const personal = new Map(Object.entries(shapes).map(([type, { data }]) => [type, personalFields(data)]));
  const shapeOf = (type: string): EventShape => {
    const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (!shape) throw new UnreadableEventError(`${category}: unknown event type ${type}`);
    return shape;
  };
  return {
    category,
    types: Object.keys(shapes),
    versionOf: (type) => shapeOf(type).version,
    personalFieldsOf: (type) => personal.get(type) ?? [],
    check: ({ type, data }) => void shapeOf(type).data.parse(data),
    decode: (stored) => {
      const shape = shapeOf(stored.type);
      const current = stored.meta.schemaVersion === shape.version;
      return (current ? stored : { ...stored, data: stepUp(shape, stored) }) as Recorded<KeptIn<S>>;
    },
    decodeStrictly: (stored) => {
      const shape = shapeOf(stored.type);
      const data = stepUp(shape, stored);
      const clear = inTheClear(personal.get(stored.type) ?? [], data);
      if (clear.length > 0)
        throw new UnreadableEventError(`${stored.type}: personal fields in the clear: ${clear.join(', ')}`);
      return { ...stored, data: shape.data.parse(data) } as Recorded<KeptIn<S>>;
    },
  };
};
