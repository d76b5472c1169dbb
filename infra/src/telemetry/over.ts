import type { EventStore, ViewStore } from '@proficio/events';

/** The same store as a plain object, of which a wrapper replaces what it watches. */
export const overEvents = (store: EventStore): EventStore => ({
  append: (stream, expected, events) => store.append(stream, expected, events),
  read: (stream) => store.read(stream),
  readAll: (query, after) => store.readAll(query, after),
  subscribe: (query, after, signal) => store.subscribe(query, after, signal),
  head: () => store.head(),
});

export const overViews = (store: ViewStore): ViewStore => ({
  create: (set, shapes) => store.create(set, shapes),
  active: (set) => store.active(set),
  activate: (set, expected) => store.activate(set, expected),
  drop: (set) => store.drop(set),
  discard: (version) => store.discard(version),
  sets: () => store.sets(),
  checkpoint: (set) => store.checkpoint(set),
  commit: (commit) => store.commit(commit),
  get: (set, key) => store.get(set, key),
  getMany: (set, keys) => store.getMany(set, keys),
  page: (set, query) => store.page(set, query),
  live: (documents, pages) => store.live(documents, pages),
  scan: (set, look) => store.scan(set, look),
});
