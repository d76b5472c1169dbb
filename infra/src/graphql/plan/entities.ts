import type { Kept, Keep } from './kept.js';
import { merge } from './merge.js';
import { objectsAt } from './objects-at.js';
import type { Represent } from './represent.js';
import { Detour, type Asked, type Raw } from './types.js';

/** Asks one subgraph for more of what is there, and adds what it says. */
export type Fetch = (request: Asked, data: Raw) => Promise<void>;

export interface Answer {
  readonly data: Raw;
  /** None of it will ever change. */
  readonly lasts: boolean;
}
/** @throws Detour where the subgraph reports errors */
export type Send = (request: Asked, extra: Raw) => Promise<Answer>;

/** Those at one path, and under which names a subgraph is asked for them and answers. */
export interface Entities {
  readonly path: readonly string[];
  readonly represent: Represent;
  readonly representations: string;
  readonly entities: string;
}

/** An object that an entity is merged into, and what the subgraph knows it by. */
interface Wanted {
  readonly object: Raw;
  readonly representation: Raw;
}

/** What is kept is merged at once, and only the rest is asked for. */
export const fetchEntities =
  (parts: readonly Entities[], send: Send, keep: Keep): Fetch =>
  async (request, data) => {
    const asked = parts
      .map((part) => ({ part, kept: keep(part, request), wanted: knownAt(data, part) }))
      .map(({ part, kept, wanted }) => ({ part, kept, missing: wanted.filter((one) => !isMerged(one, kept)) }));
    if (asked.every(({ missing }) => missing.length === 0)) return;
    const representations = Object.fromEntries(
      asked.map(({ part, missing }) => [part.representations, missing.map(({ representation }) => representation)]),
    );
    const answer = await send(request, representations);
    for (const { part, kept, missing } of asked)
      mergeEach(missing, answer.data[part.entities], answer.lasts ? kept : undefined);
  };

const isMerged = ({ object, representation }: Wanted, kept: Kept | undefined): boolean => {
  const entity = kept?.get(representation);
  merge(object, entity);
  return entity !== undefined;
};

const knownAt = (data: Raw, { path, represent }: Entities): readonly Wanted[] =>
  objectsAt(data, path).flatMap((object) => {
    const representation = represent(object);
    return representation?.['__typename'] ? [{ object, representation }] : [];
  });

const mergeEach = (wanted: readonly Wanted[], entities: unknown, kept: Kept | undefined): void => {
  if (!Array.isArray(entities) || entities.length !== wanted.length) throw new Detour('entities are missing');
  wanted.forEach(({ object, representation }, index) => {
    kept?.set(representation, entities[index]);
    merge(object, entities[index]);
  });
};
