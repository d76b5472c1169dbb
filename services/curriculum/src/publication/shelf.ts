import { BoundedMap, type EventStore } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { linked, type Linked } from './linked.js';
import { isComplete, publications, versionId } from './publication.js';

/** Published versions at hand; what is asked for least recently leaves first. */
const ROOM = 100;

interface Shelf {
  readonly held: BoundedMap<Linked>;
  readonly coming: Map<string, Promise<Linked | undefined>>;
}

/** A published version never changes, so it is read once. It is the log's, not the process's: each log has its shelf. */
const shelves = new WeakMap<EventStore, Shelf>();

const shelfOf = ({ kernel }: Context): Shelf => {
  const known = shelves.get(kernel.events);
  if (known) return known;
  const shelf: Shelf = { held: new BoundedMap(ROOM), coming: new Map() };
  shelves.set(kernel.events, shelf);
  return shelf;
};

/** The version `key@version`, at once where it is at hand: forty references in one request cost no promise. */
export const published = (context: Context, id: string): Linked | undefined | Promise<Linked | undefined> => {
  const { held, coming } = shelfOf(context);
  const name = `${context.caller.tenant} ${id}`;
  const found = held.get(name);
  if (found) return found;
  const waiting = coming.get(name) ?? fetched(context, id).finally(() => coming.delete(name));
  coming.set(name, waiting);
  return waiting;
};

const fetched = async (context: Context, id: string): Promise<Linked | undefined> => {
  const publication = await context.read(publications).get('publication', context.caller.tenant, id);
  return isComplete(publication) ? shelved(context, linked(publication)) : undefined;
};

const shelved = (context: Context, version: Linked): Linked =>
  shelfOf(context).held.set(`${context.caller.tenant} ${version.framework.id}`, version);

/** The newest version of a framework, undefined before its first publication. */
export const newestPublished = async (context: Context, key: string): Promise<Linked | undefined> => {
  const newest = await context.read(publications).get('newest', context.caller.tenant, key);
  return newest && published(context, versionId(newest));
};

const asked = new WeakMap<Context, Map<string, Promise<Linked | undefined>>>();

/** The same, once in a request: the targets of one profile name one framework over and over. */
export const newestOnce = (context: Context, key: string): Promise<Linked | undefined> => {
  const known = asked.get(context) ?? new Map<string, Promise<Linked | undefined>>();
  asked.set(context, known);
  const newest = known.get(key) ?? newestPublished(context, key);
  known.set(key, newest);
  return newest;
};
