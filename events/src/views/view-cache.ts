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
  /** Bytes, when it was last weighed. */
  weight: number;
  /** How often it was put since it was weighed. */
  puts: number;
  /** After how many commits it was last asked for. */
  used: number;
}

/** To weigh a document costs a tenth of writing it, and few grow much from one commit to the next. */
const WEIGHED = 8;

/** Makes room for more than is needed now, so that it need not be made at every commit. */
const KEPT = 7 / 8;

/** A runner's hot documents: loads what a batch needs in one go, collects what it changed, forgets the coldest. */
export class ViewCache implements WorkingViews<Docs> {
  /** By view, tenant and key: three short texts, the first two known by heart, cost less than one that joins them. */
  private readonly hot = new Map<string, Map<string, Map<string, Entry>>>();
  private dirty: Entry[] = [];
  private weight = 0;
  private commits = 0;
  /** What each event of the batch named, and what the event at hand did. */
  private named: readonly (readonly Entry[])[] = [];
  private atHand: readonly Entry[] = [];
  constructor(
    private readonly store: Pick<ViewStore, 'getMany'>,
    private readonly set: ViewSet,
    private readonly forms: NonNullable<Projection['forms']>,
    /** Bytes. */
    private readonly limit: number,
  ) {}

  /** Loads what the events of a batch name. */
  async load(keys: readonly (readonly ViewKey[])[]): Promise<void> {
    const missing: Entry[] = [];
    this.atHand = [];
    this.named = keys.map((ofEvent) =>
      ofEvent.map((at) => {
        const entry = this.find(at) ?? this.add(at, missing);
        entry.used = this.commits;
        entry.isNamed = true;
        return entry;
      }),
    );
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

  /** To one event of the batch. The few documents that it named are found by a look at each. */
  turnTo(event: number): void {
    this.atHand = this.named[event] ?? [];
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

  /** How much it holds, about. */
  get bytes(): number {
    return this.weight;
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
      if (!entry.isNamed) this.drop(entry);
      else if (entry.puts++ % WEIGHED === 0) this.weigh(entry);
    }
    this.dirty = [];
    this.commits++;
    if (this.weight > this.limit) this.makeRoom();
  }

  /** The changes are lost: nothing that was folded may be trusted. */
  clear(): void {
    this.hot.clear();
    this.dirty = [];
    this.weight = 0;
    this.named = [];
    this.atHand = [];
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
    const entry = known ?? this.add(at);
    entry.doc = doc;
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.dirty.push(entry);
  }

  private find(at: ViewKey): Entry | undefined {
    for (const entry of this.atHand) if (isSame(entry.at, at)) return entry;
    return this.hot.get(at.view)?.get(at.tenant)?.get(at.key);
  }

  /** With a list of what must be loaded where an event named it. */
  private add(at: ViewKey, missing?: Entry[]): Entry {
    const entry = {
      at,
      doc: undefined,
      isDirty: false,
      isNamed: missing !== undefined,
      weight: 0,
      puts: 0,
      used: this.commits,
    };
    inside(inside(this.hot, at.view), at.tenant).set(at.key, entry);
    missing?.push(entry);
    return entry;
  }

  private weigh(entry: Entry): void {
    const weight = weightOf(entry.at.key) + weightOf(entry.doc);
    this.weight += weight - entry.weight;
    entry.weight = weight;
  }
}

const isSame = (a: ViewKey, b: ViewKey): boolean => a.view === b.view && a.key === b.key && a.tenant === b.tenant;

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
