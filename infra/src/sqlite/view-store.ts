import {
  ConflictError,
  isSameVersion,
  NoGenerationError,
  UnfitDocumentError,
  type Commit,
  type Live,
  type LiveDocuments,
  type LivePage,
  type Page,
  type PageEntry,
  type PageQuery,
  type Put,
  type Seen,
  type ViewKey,
  type ViewSet,
  type ViewShapes,
  type ViewStore,
} from '@proficio/events';
import { closeFile, openFile, type Database } from './driver.js';
import { planPage } from './page-plan.js';
import { StatementCache } from './statement-cache.js';
import { scanning } from './scan.js';
import { storing } from './storing.js';
import { Transaction } from './transaction.js';
import { nameOf, ViewRegistry } from './view-registry.js';
import { makeTable, viewTables, type ViewTable } from './view-table.js';

interface Row {
  readonly key: string;
  readonly doc: string;
}
interface Found {
  readonly doc: string | null;
}
const WORTH_ONE_STATEMENT = 4;

/** The places of keys of one view and tenant, of each. A NUL would end a text in the middle of a JSON list. */
const alikeIn = (keys: readonly ViewKey[]): readonly (readonly number[])[] => {
  const alike = new Map<string, number[]>();
  keys.forEach(({ view, tenant, key }, place) => {
    const name = key.includes('\0') ? `${place}` : `${view} ${tenant}`;
    const places = alike.get(name);
    if (places) places.push(place);
    else alike.set(name, [place]);
  });
  return [...alike.values()];
};

/**
 * Views in one SQLite file. A commit is one transaction; it need not reach the disk at once, since what a crash takes
 * from the end, checkpoint included, is folded again from the log. One process may hold the file.
 */
export class SqliteViewStore implements ViewStore {
  private readonly db: Database;
  private readonly registry: ViewRegistry;
  private readonly statements: StatementCache;
  private readonly transaction: Transaction;

  constructor(private readonly path: string) {
    this.db = storing(path, () =>
      openFile(path, 'PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768'),
    );
    this.registry = storing(path, () => new ViewRegistry(this.db));
    this.statements = new StatementCache(this.db, 1000);
    this.transaction = new Transaction(this.db, path);
  }

  async create(set: ViewSet, shapes: ViewShapes): Promise<void> {
    this.transaction.run(() => {
      this.registry.add(set, shapes);
      for (const table of viewTables(set, shapes)) makeTable(this.db, table);
    });
    this.registry.remember(set, shapes);
  }

  async active(partition: Omit<ViewSet, 'generation'>): Promise<number | undefined> {
    return storing(this.path, () => this.registry.active(partition));
  }

  async activate(set: ViewSet, expected: number | undefined): Promise<void> {
    if (!this.registry.has(set)) throw new Error(`${nameOf(set)} was not created`);
    this.transaction.run(() => {
      const active = this.registry.active(set);
      if (active !== expected) throw new ConflictError(`the active generation of ${set.projection}`, bigint(expected));
      this.registry.activate(set);
    });
  }

  async drop(set: ViewSet): Promise<void> {
    this.transaction.run(() => {
      if (this.registry.active(set) === set.generation) throw new Error(`${nameOf(set)} is active`);
      this.remove(set);
    });
    this.forget([set]);
  }

  async discard(version: Omit<ViewSet, 'generation'>): Promise<void> {
    const sets = this.transaction.run(() => {
      const all = this.registry.sets().filter((set) => isSameVersion(set, version));
      for (const set of all) this.remove(set);
      return all;
    });
    this.forget(sets);
  }

  async sets(): Promise<readonly ViewSet[]> {
    return storing(this.path, () => this.registry.sets());
  }

  async checkpoint(set: ViewSet): Promise<bigint | undefined> {
    return storing(this.path, () => this.registry.checkpoint(set));
  }

  async commit({ set, expected, position, puts, deletes }: Commit): Promise<void> {
    this.transaction.run(() => {
      if (!this.registry.move(set, expected, position)) throw new ConflictError(nameOf(set), expected);
      for (const { view, tenant, key } of deletes)
        this.statements.get(this.registry.table(set, view).remove).run(tenant, key);
      for (const put of inOrder(puts)) this.put(this.registry.table(set, put.view), put);
    });
  }

  async get(set: ViewSet, key: ViewKey): Promise<unknown> {
    return storing(this.path, () => this.find(set, key));
  }

  async getMany(set: ViewSet, keys: readonly ViewKey[]): Promise<readonly unknown[]> {
    return storing(this.path, () => this.findAll(set, keys));
  }

  async page(set: ViewSet, query: PageQuery): Promise<Page> {
    return this.pageOf(set, query);
  }

  /** Without a pause, so that in this process nothing comes between; another one may drop only what is not active. */
  async live(documents: readonly LiveDocuments[], pages: readonly LivePage[]): Promise<Live> {
    return storing(this.path, () => ({
      documents: documents.map(({ of, view, tenant, keys }) =>
        this.findAll(
          this.activeOf(of),
          keys.map((key) => ({ view, tenant, key })),
        ),
      ),
      pages: pages.map(({ of, page }) => this.pageOf(this.activeOf(of), page)),
    }));
  }

  async scan<T>(set: ViewSet, look: (seen: Seen) => Promise<T>): Promise<T> {
    return scanning(this.path, set, this.registry.tables(set), look);
  }

  close(): void {
    closeFile(this.db);
  }

  private remove(set: ViewSet): void {
    for (const { name } of this.registry.tables(set)) this.db.exec(`DROP TABLE ${name}`);
    this.registry.remove(set);
  }

  private forget(sets: readonly ViewSet[]): void {
    for (const set of sets) this.registry.forget(set);
    this.statements.clear();
  }

  private activeOf(of: LiveDocuments['of']): ViewSet {
    const generation = this.registry.active(of);
    if (generation === undefined) throw new NoGenerationError(of);
    return { ...of, generation };
  }

  private pageOf(set: ViewSet, query: PageQuery): Page {
    const plan = planPage(this.registry.table(set, query.view), query);
    const rows: Row[] = [];
    for (const { sql, values } of plan.walks) {
      const left = query.first + 1 - rows.length;
      if (left === 0) break;
      rows.push(...(storing(this.path, () => this.statements.get(sql).all(...values, left)) as Row[]));
    }
    const entries = rows.slice(0, query.first).map(({ key, doc: text }): PageEntry => {
      const doc: unknown = JSON.parse(text);
      return { key, doc, cursor: plan.cursorOf(key, doc) };
    });
    return { entries, hasNextPage: rows.length > query.first };
  }

  private put(table: ViewTable, { view, tenant, key, doc }: Put): void {
    const put = { view, tenant, key, doc };
    this.statements.get(table.put).run(tenant, key, textOf(put), ...table.fieldsOf(put));
  }

  private findAll(set: ViewSet, keys: readonly ViewKey[]): readonly unknown[] {
    const found = new Array<unknown>(keys.length);
    for (const places of alikeIn(keys)) {
      const docs = this.findAlike(
        set,
        places.flatMap((place) => keys[place] ?? []),
      );
      places.forEach((place, index) => (found[place] = docs[index]));
    }
    return found;
  }

  /** Keys of one view and tenant are looked up by one statement: a crossing into SQLite costs more than a look. */
  private findAlike(set: ViewSet, keys: readonly ViewKey[]): readonly unknown[] {
    const [first] = keys;
    if (!first || keys.length < WORTH_ONE_STATEMENT) return keys.map((key) => this.find(set, key));
    const { getMany } = this.registry.table(set, first.view);
    const rows = this.statements.get(getMany).all(JSON.stringify(keys.map(({ key }) => key)), first.tenant) as Found[];
    return rows.map(({ doc }) => (doc === null ? undefined : (JSON.parse(doc) as unknown)));
  }

  private find(set: ViewSet, { view, tenant, key }: ViewKey): unknown {
    const row = this.statements.get(this.registry.table(set, view).get).get(tenant, key) as Row | undefined;
    return row && (JSON.parse(row.doc) as unknown);
  }
}

/** Neighbours in a view's tree are written one after the other, so that a large commit comes to each page once. */
const inOrder = (puts: readonly Put[]): readonly Put[] =>
  puts.toSorted((a, b) => byText(a.view, b.view) || byText(a.key, b.key));
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bigint = (generation: number | undefined) => (generation === undefined ? undefined : BigInt(generation));

const textOf = ({ view, key, doc }: Put): string => {
  try {
    return JSON.stringify(doc);
  } catch (cause) {
    throw new UnfitDocumentError(`${view} ${key} is no JSON`, { cause });
  }
};
