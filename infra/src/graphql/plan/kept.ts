import { BoundedMap, weightOf } from '@proficio/events';
import type { Asking, Caller } from '../parts.js';
import { isRaw, type Asked, type Raw } from './types.js';

/** What was told of entities that never change, to one tenant and role each. */
export interface Kept {
  /** A copy, since who asks merges more into it. */
  readonly get: (representation: Raw) => unknown;
  readonly set: (representation: Raw, entity: unknown) => void;
}

/** Those of one fetch for whoever asks; undefined where the caller waits for what was written just now. */
export type Keep = (fetch: object, request: Asked) => Kept | undefined;

/** Of some hundred bytes each, as titles are. */
const MOST = 20_000;
/** Bytes, about. Any client may ask for all of a framework, in ever other words, and each of them would be kept. */
const LARGEST = 4096;
/** A release that shows the same in other words is seen after so long. */
const KEPT_MS = 60_000;

interface Entity {
  readonly entity: Raw;
  readonly until: number;
}

/** Fetches ask for different fields, so each has its own; all of them share the room. */
export const keeping = (most = MOST): Keep => {
  const entities = new BoundedMap<Entity>(most);
  const numbers = new WeakMap<object, number>();
  let fetches = 0;
  return (fetch, { context }) => {
    const { caller, after } = context as Partial<Asking<Caller>>;
    if (!caller || after !== undefined) return undefined;
    const number = numbers.get(fetch) ?? ++fetches;
    numbers.set(fetch, number);
    // No tenant or name has a NUL, and the id comes last.
    const whose = `${number}\0${caller.role}\0${caller.tenant}`;
    const now = Date.now();
    return {
      get: (representation) => {
        const name = nameOf(representation);
        const found = name === undefined ? undefined : entities.get(`${whose}\0${name}`);
        return found && found.until > now ? copied(found.entity) : undefined;
      },
      set: (representation, entity) => {
        const name = nameOf(representation);
        if (name === undefined || !isRaw(entity) || weightOf(entity) > LARGEST) return;
        entities.set(`${whose}\0${name}`, { entity: copied(entity) as Raw, until: now + KEPT_MS });
      },
    };
  };
};

/** Only what is known by its type and id alone. */
const nameOf = (representation: Raw): string | undefined => {
  const { __typename: type, id } = representation;
  const isPlain = typeof type === 'string' && typeof id === 'string' && Object.keys(representation).length === 2;
  return isPlain ? `${type}\0${id}` : undefined;
};

const copied = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copied);
  if (!isRaw(value)) return value;
  const copy: Raw = {};
  for (const key in value) copy[key] = copied(value[key]);
  return copy;
};
