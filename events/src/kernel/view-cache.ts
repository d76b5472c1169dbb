import type { Docs, WorkingViews } from './projection.js';
import type { Put, ViewKey, ViewSet, ViewStore } from '../ports/view-store.js';

/** What was read off an event may be anything. */
export const refuseNoKey = ({ view, tenant, key }: ViewKey): void => {
  if (typeof tenant !== 'string' || typeof key !== 'string') throw new TypeError(`${view} ${key} is no key`);
};

const nameOf = ({ view, tenant, key }: ViewKey) => `${view} ${tenant} ${key}`;

interface Entry {
  readonly at: ViewKey;
  doc: unknown;
}

/** A runner's hot documents: loads what a batch needs in one go, collects what it changed, forgets the coldest. */
export class ViewCache implements WorkingViews<Docs> {
  private readonly hot = new Map<string, Entry>();
  private readonly dirty = new Map<string, Entry>();
  constructor(
    private readonly store: Pick<ViewStore, 'getMany'>,
    private readonly set: ViewSet,
    private readonly limit: number,
  ) {}

  async load(keys: Iterable<ViewKey>): Promise<void> {
    const missing = new Map<string, ViewKey>();
    for (const key of keys) {
      const name = nameOf(key);
      if (!this.hot.has(name)) missing.set(name, key);
    }
    if (missing.size === 0) return;
    const docs = await this.store.getMany(this.set, [...missing.values()]);
    let index = 0;
    for (const [name, at] of missing) this.hot.set(name, { at, doc: docs[index++] });
  }

  get(key: ViewKey): unknown {
    const entry = this.hot.get(nameOf(key));
    if (!entry) throw new Error(`${nameOf(key)} was not named by keys()`);
    return entry.doc;
  }

  put(key: ViewKey, doc: unknown): void {
    this.write(key, doc);
  }

  delete(key: ViewKey): void {
    this.write(key, undefined);
  }

  /** Has so much changed that the documents would soon take more room than they may? */
  get isRich(): boolean {
    return this.dirty.size * 2 >= this.limit;
  }

  /** What changed since the last call to `settle`. */
  changes(): { readonly puts: readonly Put[]; readonly deletes: readonly ViewKey[] } {
    const puts: Put[] = [];
    const deletes: ViewKey[] = [];
    for (const { at, doc } of this.dirty.values())
      if (doc === undefined) deletes.push(at);
      else puts.push({ ...at, doc });
    return { puts, deletes };
  }

  /** The changes are safe: makes room, those used longest ago first. */
  settle(): void {
    for (const [name, entry] of this.dirty) {
      this.hot.delete(name);
      this.hot.set(name, entry);
    }
    this.dirty.clear();
    for (const name of this.hot.keys()) {
      if (this.hot.size <= this.limit) break;
      this.hot.delete(name);
    }
  }

  /** The changes are lost: nothing that was folded may be trusted. */
  clear(): void {
    this.hot.clear();
    this.dirty.clear();
  }

  private write(at: ViewKey, doc: unknown): void {
    const name = nameOf(at);
    const known = this.hot.get(name);
    if (!known) refuseNoKey(at);
    const entry = known ?? { at, doc };
    entry.doc = doc;
    this.hot.set(name, entry);
    this.dirty.set(name, entry);
  }
}
