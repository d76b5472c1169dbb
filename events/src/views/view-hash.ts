import { createHash } from 'node:crypto';
import { SET_ASIDE } from './set-aside.js';
import type { Put, Seen, ViewKey, ViewSet, ViewStore } from '../ports/view-store.js';

/**
 * What counts of a document: all but positions, so that rebuilt and copied logs compare; and that an event was set
 * aside, but not the words why, which are the engine's.
 */
const lineOf = ({ view, tenant, key, doc }: Put): string =>
  JSON.stringify(view === SET_ASIDE ? [view, tenant, key] : [view, tenant, key, doc], (name, value: unknown) =>
    name === 'position' ? undefined : value,
  );

/** A hash over all documents of a set, without positions: equal views of equal facts have equal hashes. */
export const hashOf = (views: ViewStore, set: ViewSet): Promise<string> => views.scan(set, hashSeen);

export const hashSeen = async ({ chunks }: Seen): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of chunks) for (const put of chunk) hash.update(lineOf(put));
  return hash.digest('hex');
};

/** The same, and whoever looks through it throws once the signal aborts. */
export const unlessAborted = ({ checkpoint, chunks }: Seen, signal: AbortSignal | undefined): Seen => ({
  checkpoint,
  chunks: checked(chunks, signal),
});

async function* checked(chunks: Seen['chunks'], signal: AbortSignal | undefined): Seen['chunks'] {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

/** The hash of the first, and the first document in which they differ, if any. */
export interface Compared {
  readonly hash: string;
  readonly difference: ViewKey | undefined;
}

export const compare = async (one: Seen, other: Seen): Promise<Compared> => {
  const hash = createHash('sha256');
  const others = putsOf(other);
  let difference: ViewKey | undefined;
  for await (const put of putsOf(one)) {
    const line = lineOf(put);
    hash.update(line);
    if (difference) continue;
    const next = await others.next();
    if (next.done) difference = put;
    else if (lineOf(next.value) !== line) difference = firstOf(put, next.value);
  }
  const left = difference ? undefined : await others.next();
  return { hash: hash.digest('hex'), difference: difference ?? (left?.done === false ? left.value : undefined) };
};

async function* putsOf({ chunks }: Seen): AsyncGenerator<Put> {
  for await (const chunk of chunks) yield* chunk;
}

/** In the order of a scan: what only one of two sets has comes before what follows it in the other. */
const firstOf = (a: Put, b: Put): ViewKey => {
  const place = ({ view, tenant, key }: ViewKey) => Buffer.from([view, tenant, key].join('\0'));
  return Buffer.compare(place(a), place(b)) <= 0 ? a : b;
};
