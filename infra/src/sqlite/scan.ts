import { setImmediate as turn } from 'node:timers/promises';
import type { Put, Seen, ViewSet } from '@proficio/events';
import { openDatabase, type Database } from './driver.js';
import { storing } from './storing.js';
import { checkpointIn } from './view-registry.js';
import type { ViewTable } from './view-table.js';

interface Row {
  readonly tenant: string;
  readonly key: string;
  readonly doc: string;
}
const AT_ONCE = 500;

/** A read transaction on a connection of its own sees the file as it was when it began, and holds up no writer. */
export const scanning = async <T>(
  path: string,
  set: ViewSet,
  tables: readonly ViewTable[],
  look: (seen: Seen) => Promise<T>,
): Promise<T> => {
  const db = storing(path, () => openDatabase(path));
  try {
    const checkpoint = storing(path, () => {
      db.exec('PRAGMA busy_timeout = 5000; BEGIN');
      return checkpointIn(db, set);
    });
    return await look({ checkpoint, chunks: chunksOf(db, path, tables) }).finally(() => db.exec('ROLLBACK'));
  } finally {
    db.close();
  }
};

async function* chunksOf(db: Database, path: string, tables: readonly ViewTable[]): AsyncIterable<readonly Put[]> {
  const byView = tables.toSorted((a, b) => Buffer.compare(Buffer.from(a.view), Buffer.from(b.view)));
  for (const { name, view } of byView) {
    const from = (place: string) =>
      storing(path, () =>
        db.prepare(`SELECT tenant, key, doc FROM ${name} ${place} ORDER BY tenant, key LIMIT ${AT_ONCE}`),
      );
    const [first, next] = [from(''), from('WHERE (tenant, key) > (?, ?)')];
    for (let rows = storing(path, () => first.all()) as Row[], last = rows.at(-1); last; last = rows.at(-1)) {
      yield rows.map(({ tenant, key, doc }) => ({ view, tenant, key, doc: JSON.parse(doc) as unknown }));
      await turn();
      const { tenant, key } = last;
      rows = storing(path, () => next.all(tenant, key)) as Row[];
    }
  }
}
