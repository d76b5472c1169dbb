import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SqliteEventStore } from './event-store.js';
import { lockFolder } from './folder-lock.js';
import { SqliteKeyStore } from './key-store.js';
import { storing } from './storing.js';
import { SqliteViewStore } from './view-store.js';

/** The three stores of one data folder, which this process alone holds until it closes it or dies. */
export interface DataFolder {
  readonly path: string;
  readonly events: SqliteEventStore;
  readonly views: SqliteViewStore;
  readonly keys: SqliteKeyStore;
  /** Tells whoever finds the folder held what to know of us, such as our endpoint. */
  announce(note: string): void;
  /** Writes what is waiting and gives the folder back. Idempotent. */
  close(): void;
}

/**
 * Makes the folder, for its owner only, where it is missing, and opens what it holds.
 * @throws FolderHeldError, which says who holds it; StorageError
 */
export const openFolder = (folder: string, note = ''): DataFolder => {
  const path = resolve(folder);
  storing(path, () => mkdirSync(path, { recursive: true, mode: 0o700 }));
  const lock = lockFolder(path, note);
  const opened: { close(): void }[] = [];
  const close = () => {
    try {
      for (const store of opened) store.close();
    } finally {
      lock.release();
    }
  };
  try {
    return {
      path,
      ...openStores(path, (store) => void opened.push(store)),
      announce: lock.announce,
      close: once(close),
    };
  } catch (error) {
    close();
    throw error;
  }
};

/** Does it have a log? */
export const isDataFolder = (folder: string): boolean => existsSync(join(folder, LOG));

const LOG = 'events.db';

const openStores = (path: string, opened: (store: { close(): void }) => void) => {
  const keep = <S extends { close(): void }>(store: S): S => {
    opened(store);
    return store;
  };
  return {
    events: keep(new SqliteEventStore(join(path, LOG))),
    views: keep(new SqliteViewStore(join(path, 'views.db'))),
    keys: keep(new SqliteKeyStore(join(path, 'keys.db'))),
  };
};

const once = (close: () => void) => {
  let open = true;
  return () => {
    if (open) close();
    open = false;
  };
};
