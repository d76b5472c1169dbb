import type { Indexes, Put, ViewSet, ViewShapes } from '@proficio/events';
import type { Database } from './driver.js';
import { scalar, type Scalar } from '../paging/total-order.js';
import { columnOf, indexOf, tableOf } from './view-names.js';

/** Where a view of a set lies, and the statements that write it. */
export interface ViewTable {
  readonly view: string;
  readonly name: string;
  readonly indexes: Indexes;
  readonly put: string;
  readonly remove: string;
  readonly get: string;
  /** One row for each key of a JSON list, in its order. */
  readonly getMany: string;
  /** The indexed fields of a document, in the order of their columns. */
  readonly fieldsOf: (put: Put) => readonly Scalar[];
}

export const viewTables = (set: ViewSet, shapes: ViewShapes): readonly ViewTable[] =>
  Object.entries(shapes).map(([view, indexes]) => viewTable(tableOf(set, view), view, indexes));

const viewTable = (name: string, view: string, indexes: Indexes): ViewTable => {
  const fields = indexedFields(indexes);
  const columns = fields.map(columnOf);
  const changes = ['doc', ...columns].map((column) => `${column} = excluded.${column}`);
  return {
    view,
    name,
    indexes,
    put: `INSERT INTO ${name} (${['tenant', 'key', 'doc', ...columns].join(', ')})
      VALUES (?, ?, ?${', ?'.repeat(columns.length)}) ON CONFLICT (tenant, key) DO UPDATE SET ${changes.join(', ')}`,
    remove: `DELETE FROM ${name} WHERE tenant = ? AND key = ?`,
    get: `SELECT doc FROM ${name} WHERE tenant = ? AND key = ?`,
    getMany: `SELECT doc FROM json_each(?) asked LEFT JOIN ${name} kept ON kept.tenant = ? AND kept.key = asked.value`,
    fieldsOf: ({ doc, key }) => fields.map((field) => scalar(doc, field, `${view} ${key}`)),
  };
};

const indexedFields = (indexes: Indexes): readonly string[] => [...new Set(Object.values(indexes).flat())];

/** Makes what is missing: the table, a column for a newly indexed field (filled from the documents), an index. */
export const makeTable = (db: Database, { name, indexes }: ViewTable): void => {
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${name} (
      tenant TEXT NOT NULL, key TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (tenant, key)
    )`,
  );
  const columns = db.prepare(`PRAGMA table_info(${name})`).all() as { readonly name: string }[];
  const present = new Set(columns.map((column) => `"${column.name}"`));
  for (const field of indexedFields(indexes)) {
    const column = columnOf(field);
    if (present.has(column)) continue;
    db.exec(`ALTER TABLE ${name} ADD COLUMN ${column}`);
    db.prepare(`UPDATE ${name} SET ${column} = doc ->> ?`).run(`$.${JSON.stringify(field)}`);
  }
  for (const fields of Object.values(indexes))
    db.exec(
      `CREATE INDEX IF NOT EXISTS ${indexOf(name, fields)} ON ${name} (tenant, ${[...fields.map(columnOf), 'key'].join(', ')})`,
    );
};
