import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  isSameVersion,
  type Commit,
  type Live,
  type LiveDocuments,
  type LivePage,
  type Page,
  type PageQuery,
  type Seen,
  type ViewKey,
  type ViewSet,
  type ViewShapes,
  type ViewStore,
} from '@proficio/events';
import type { Db } from 'mongodb';
import { commitTo } from './commit.js';
import { createSet } from './create.js';
import { docOf, DOC, foundIn } from './documents.js';
import { idOf } from './kept.js';
import { readLive } from './live.js';
import { atOneMoment } from './moment.js';
import { storing } from './outage.js';
import { plannedPage, walked } from './pages.js';
import { ParsedDocuments } from './parsed.js';
import { placesIn, type Places, type SetState } from './places.js';
import { removeLeftovers, removeSet } from './removal.js';
import { nameOf, ViewRegistry, type KnownSet } from './view-registry.js';

type Partition = Omit<ViewSet, 'generation'>;

/**
 * Views in a MongoDB database, without transactions. A commit puts a redo record in place by compare-and-swap, then its
 * documents, then the checkpoint; a record that is left behind is finished by whoever comes next. Any number of
 * processes may use the database.
 */
export class MongoViewStore implements ViewStore {
  private readonly places: Places;
  private readonly registry: ViewRegistry;
  private readonly parsed = new ParsedDocuments();

  private constructor(db: Db) {
    this.places = placesIn(db);
    this.registry = new ViewRegistry(this.places, randomUUID);
  }

  /** @throws StorageError */
  static async open(db: Db): Promise<MongoViewStore> {
    const store = new MongoViewStore(db);
    await storing(() => removeLeftovers(store.places));
    return store;
  }

  create(set: ViewSet, shapes: ViewShapes): Promise<void> {
    return storing(async () => {
      const id = await this.registry.list(set);
      this.registry.remember(set, await createSet(this.places, id, shapes));
    });
  }

  active(partition: Partition): Promise<number | undefined> {
    return storing(() => this.registry.active(partition));
  }

  activate(set: ViewSet, expected: number | undefined): Promise<void> {
    return storing(async () => {
      if (await this.registry.activate(set, expected)) return;
      if ((await this.registry.active(set)) === expected) throw new Error(`${nameOf(set)} was not created`);
      const before = expected === undefined ? undefined : BigInt(expected);
      throw new ConflictError(`the active generation of ${set.projection}`, before);
    });
  }

  drop(set: ViewSet): Promise<void> {
    return storing(async () => {
      const id = await this.registry.unlist(set);
      if (id !== undefined) return removeSet(this.places, id);
      if ((await this.registry.active(set)) === set.generation) throw new Error(`${nameOf(set)} is active`);
    });
  }

  discard(version: Partition): Promise<void> {
    return storing(async () => {
      const active = await this.registry.active(version);
      const isActive = ({ generation }: ViewSet) => generation === active;
      const sets = (await this.registry.sets()).filter((set) => isSameVersion(set, version));
      for (const set of [...sets.filter((one) => !isActive(one)), ...sets.filter(isActive)]) {
        const id = await this.registry.unlist(set, isActive(set));
        if (id !== undefined) await removeSet(this.places, id);
      }
      await this.registry.forgetVersion(version);
    });
  }

  sets(): Promise<readonly ViewSet[]> {
    return storing(() => this.registry.sets());
  }

  checkpoint(set: ViewSet): Promise<bigint | undefined> {
    return storing(async () => {
      const known = await this.registry.find(set);
      const state = known && (await this.stateOf(known.id));
      if (state || !known) return state?.checkpoint ?? undefined;
      // Another process may have made the set anew.
      const anew = await this.registry.look(set);
      return (anew && (await this.stateOf(anew.id)))?.checkpoint ?? undefined;
    });
  }

  commit(commit: Commit): Promise<void> {
    return storing(() => commitTo(this.places, this.registry, commit));
  }

  get(set: ViewSet, key: ViewKey): Promise<unknown> {
    return storing(async () => {
      const known = await this.registry.withView(set, key.view);
      const kept = await this.places.view(known.id, key.view).findOne({ _id: idOf(key) }, DOC);
      if (kept?.doc === undefined) await this.refuseGone(set, known);
      return docOf(kept);
    });
  }

  getMany(set: ViewSet, keys: readonly ViewKey[]): Promise<readonly unknown[]> {
    return storing(async () => {
      const found = new Map<string, unknown>();
      for (const view of new Set(keys.map((key) => key.view))) {
        const known = await this.registry.withView(set, view);
        const ids = [...new Set(keys.filter((key) => key.view === view).map(idOf))];
        const kept = await foundIn(this.places.view(known.id, view), ids);
        for (const one of kept) found.set(`${view}\0${one._id}`, docOf(one));
        if (kept.length < ids.length) await this.refuseGone(set, known);
      }
      return keys.map((key) => found.get(`${key.view}\0${idOf(key)}`));
    });
  }

  page(set: ViewSet, query: PageQuery): Promise<Page> {
    return storing(async () => {
      const known = await this.registry.withView(set, query.view);
      const planned = plannedPage(known, query);
      const rows = await walked(this.places.view(known.id, query.view), planned);
      if (rows.length <= query.first) await this.refuseGone(set, known);
      return planned.pageOf(rows);
    });
  }

  live(documents: readonly LiveDocuments[], pages: readonly LivePage[]): Promise<Live> {
    return storing(() => readLive(this.places, this.registry, this.parsed, { documents, pages }));
  }

  async scan<T>(set: ViewSet, look: (seen: Seen) => Promise<T>): Promise<T> {
    const known = await storing(() => this.registry.find(set));
    return atOneMoment(this.places, known?.id, look);
  }

  private stateOf(id: string): Promise<Pick<SetState, 'checkpoint'> | null> {
    return this.places.sets.findOne({ _id: id, dropped: false }, { projection: { checkpoint: 1 } });
  }

  /** What another process has removed would look like a set with nothing in it. */
  private async refuseGone(set: ViewSet, { id }: KnownSet): Promise<void> {
    if (await this.stateOf(id)) return;
    await this.registry.look(set);
    throw new Error(`${nameOf(set)} was removed`);
  }
}
