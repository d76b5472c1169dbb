import type { Docs, Projection, WorkingViews } from './projection.js';
import type { Put, ViewKey, ViewSet, ViewStore } from '../ports/view-store.js';
import { weightOf } from './weight.js';

/** What was read off an event may be anything. */
export const refuseNoKey = ({ view, tenant, key }: ViewKey): void => {
  if (typeof tenant !== 'string' || typeof key !== 'string') throw new TypeError(`${view} ${key} is no key`);
};

interface Entry {
  readonly at: ViewKey;
  doc: unknown;
  isDirty: boolean;
  /** Whether events named it, and may again; what was only ever put has no more to do here once it is safe. */
  isNamed: boolean;
  /** Bytes, when it last came from the store or went there. */
  weight: number;
  /** After how many commits it was last asked for. */
  used: number;
}

/** Makes room for more than is needed now, so that it need not be made at every commit. */
const KEPT = 7 / 8;

/** A runner's hot documents: loads what a batch needs in one go, collects what it changed, forgets the coldest. */
export class ViewCache implements WorkingViews<Docs> {
  /** By view, tenant and key: three short texts, the first two known by heart, cost less than one that joins them. */
  private readonly hot = new Map<string, Map<string, Map<string, Entry>>>();
  private dirty: Entry[] = [];
  private weight = 0;
  private commits = 0;
  /** What was got is often put next. */
  private last: Entry | undefined;
  constructor(
    private readonly store: Pick<ViewStore, 'getMany'>,
    private readonly set: ViewSet,
    private readonly forms: NonNullable<Projection['forms']>,
    /** Bytes. */
    private readonly limit: number,
  ) {}

  async load(keys: Iterable<ViewKey>): Promise<void> {
    const missing: Entry[] = [];
    for (const at of keys) {
      const entry = this.find(at);
      if (entry) {
        entry.used = this.commits;
        entry.isNamed = true;
      } else missing.push(this.add(at, true));
    }
    if (missing.length === 0) return;
    const docs = await this.store.getMany(
      this.set,
      missing.map(({ at }) => at),
    );
    missing.forEach((entry, index) => {
      const kept = docs[index];
      const form = this.forms[entry.at.view];
      entry.doc = kept === undefined || !form ? kept : form.take(kept as never);
      this.weigh(entry);
    });
  }

  get(at: ViewKey): unknown {
    const entry = this.find(at);
    if (!entry) throw new Error(`${at.view} ${at.tenant} ${at.key} was not named by keys()`);
    return entry.doc;
  }

  put(at: ViewKey, doc: unknown): void {
    this.write(at, doc);
  }

  delete(at: ViewKey): void {
    this.write(at, undefined);
  }

  /** What changed since the last call to `settle`. A document is laid when it is read off its put: one at a time. */
  changes(): { readonly puts: readonly Put[]; readonly deletes: readonly ViewKey[] } {
    const puts: Put[] = [];
    const deletes: ViewKey[] = [];
    for (const { at, doc } of this.dirty) {
      if (doc === undefined) deletes.push(at);
      else puts.push(putOf(at, doc, this.forms[at.view]));
    }
    return { puts, deletes };
  }

  /** The changes are safe: makes room, those used longest ago first. */
  settle(): void {
    for (const entry of this.dirty) {
      entry.isDirty = false;
      if (entry.isNamed) this.weigh(entry);
      else this.drop(entry);
    }
    this.dirty = [];
    this.last = undefined;
    this.commits++;
    if (this.weight > this.limit) this.makeRoom();
  }

  /** The changes are lost: nothing that was folded may be trusted. */
  clear(): void {
    this.hot.clear();
    this.dirty = [];
    this.weight = 0;
    this.last = undefined;
  }

  private makeRoom(): void {
    const entries = [...this.hot.values()].flatMap((tenants) =>
      [...tenants.values()].flatMap((all) => [...all.values()]),
    );
    entries.sort((a, b) => a.used - b.used);
    for (const entry of entries) {
      if (this.weight <= this.limit * KEPT) break;
      this.drop(entry);
    }
  }

  private drop({ at, weight }: Entry): void {
    this.hot.get(at.view)?.get(at.tenant)?.delete(at.key);
    this.weight -= weight;
  }

  private write(at: ViewKey, doc: unknown): void {
    const known = this.find(at);
    if (!known) refuseNoKey(at);
    const entry = known ?? this.add(at, false);
    entry.doc = doc;
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.dirty.push(entry);
  }

  private find(at: ViewKey): Entry | undefined {
    const { last } = this;
    if (last?.at.view === at.view && last.at.key === at.key && last.at.tenant === at.tenant) return last;
    const entry = this.hot.get(at.view)?.get(at.tenant)?.get(at.key);
    if (entry) this.last = entry;
    return entry;
  }

  private add(at: ViewKey, isNamed: boolean): Entry {
    const entry = { at, doc: undefined, isDirty: false, isNamed, weight: 0, used: this.commits };
    inside(inside(this.hot, at.view), at.tenant).set(at.key, entry);
    return entry;
  }

  private weigh(entry: Entry): void {
    const weight = weightOf(entry.at.key) + weightOf(entry.doc);
    this.weight += weight - entry.weight;
    entry.weight = weight;
  }
}

const inside = <K, L, V>(outer: Map<K, Map<L, V>>, key: K): Map<L, V> => {
  const inner = outer.get(key) ?? new Map<L, V>();
  outer.set(key, inner);
  return inner;
};

const putOf = ({ view, tenant, key }: ViewKey, doc: unknown, form: { lay(doc: unknown): unknown } | undefined): Put =>
  form
    ? {
        view,
        tenant,
        key,
        get doc() {
          return form.lay(doc);
        },
      }
    : { view, tenant, key, doc };
