import type { ViewSet, ViewShapes } from '@proficio/events';
import type { Database, SqlValue, Statement } from './driver.js';
import { viewTables, type ViewTable } from './view-table.js';

const REGISTRY = `
  CREATE TABLE IF NOT EXISTS sets (
    projection TEXT NOT NULL, version INTEGER NOT NULL, partition TEXT NOT NULL, generation INTEGER NOT NULL,
    shapes TEXT NOT NULL, checkpoint INTEGER, active INTEGER NOT NULL DEFAULT FALSE,
    PRIMARY KEY (projection, version, partition, generation)
  );`;
const NAMED = 'projection = ? AND version = ? AND partition = ?';

type Partition = Omit<ViewSet, 'generation'>;
const named = ({ projection, version, partition }: Partition): readonly SqlValue[] => [projection, version, partition];
const one = (set: ViewSet): readonly SqlValue[] => [...named(set), set.generation];
export const nameOf = ({ projection, version, partition, generation }: ViewSet): string =>
  `${projection}@${version}/${partition}/${generation}`;

const readCheckpoint = (db: Database): Statement => {
  const read = db.prepare(`SELECT checkpoint FROM sets WHERE ${NAMED} AND generation = ?`);
  read.setReadBigInts(true);
  return read;
};
const checkpointBy = (read: Statement, set: ViewSet): bigint | undefined =>
  (read.get(...one(set)) as { readonly checkpoint: bigint | null } | undefined)?.checkpoint ?? undefined;

/** As another connection to the file sees it. */
export const checkpointIn = (db: Database, set: ViewSet): bigint | undefined => checkpointBy(readCheckpoint(db), set);

/** Which sets there are, which of them queries read, and how far each has come. */
export class ViewRegistry {
  private readonly known = new Map<string, ReadonlyMap<string, ViewTable>>();
  private readonly statement: Readonly<
    Record<'sets' | 'insert' | 'remove' | 'active' | 'activate' | 'read' | 'move', Statement>
  >;

  constructor(db: Database) {
    db.exec(REGISTRY);
    this.statement = {
      sets: db.prepare('SELECT projection, version, partition, generation, shapes FROM sets'),
      insert: db.prepare(
        `INSERT INTO sets (projection, version, partition, generation, shapes) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET shapes = excluded.shapes`,
      ),
      remove: db.prepare(`DELETE FROM sets WHERE ${NAMED} AND generation = ?`),
      active: db.prepare(`SELECT generation FROM sets WHERE ${NAMED} AND active`),
      activate: db.prepare(`UPDATE sets SET active = (generation = ?) WHERE ${NAMED}`),
      read: readCheckpoint(db),
      move: db.prepare(`UPDATE sets SET checkpoint = ? WHERE ${NAMED} AND generation = ? AND checkpoint IS ?`),
    };
    for (const row of this.statement.sets.all() as (ViewSet & { readonly shapes: string })[])
      this.remember(row, JSON.parse(row.shapes) as ViewShapes);
  }

  sets(): readonly ViewSet[] {
    return (this.statement.sets.all() as ViewSet[]).map(({ projection, version, partition, generation }) => ({
      projection,
      version,
      partition,
      generation,
    }));
  }

  add(set: ViewSet, shapes: ViewShapes): void {
    this.statement.insert.run(...one(set), JSON.stringify(shapes));
  }

  /** Only once it is committed: what was rolled back must not be known. */
  remember(set: ViewSet, shapes: ViewShapes): void {
    this.known.set(nameOf(set), new Map(viewTables(set, shapes).map((table) => [table.view, table])));
  }

  remove(set: ViewSet): void {
    this.statement.remove.run(...one(set));
  }

  /** Likewise: the tables of a set that is not gone after all must still be found, or another would inherit them. */
  forget(set: ViewSet): void {
    this.known.delete(nameOf(set));
  }

  tables(set: ViewSet): readonly ViewTable[] {
    return [...(this.known.get(nameOf(set))?.values() ?? [])];
  }

  table(set: ViewSet, view: string): ViewTable {
    const table = this.known.get(nameOf(set))?.get(view);
    if (!table) throw new Error(`there is no view ${view} in ${nameOf(set)}`);
    return table;
  }

  has(set: ViewSet): boolean {
    return this.known.has(nameOf(set));
  }

  active(partition: Partition): number | undefined {
    return (this.statement.active.get(...named(partition)) as { readonly generation: number } | undefined)?.generation;
  }

  activate(set: ViewSet): void {
    this.statement.activate.run(set.generation, ...named(set));
  }

  checkpoint(set: ViewSet): bigint | undefined {
    return checkpointBy(this.statement.read, set);
  }

  /** Moves the checkpoint if it is the expected one. */
  move(set: ViewSet, expected: bigint | undefined, position: bigint): boolean {
    return Number(this.statement.move.run(position, ...one(set), expected ?? null).changes) === 1;
  }
}
