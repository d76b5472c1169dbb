/**
 * `node dist/load/rebuild/child.js WORK LOG FOLDER` does one thing with a log, and tells as JSON what it took: `read`
 * reads and parses its rows, `build` builds the competency views from it, `prove` builds and hashes them.
 */
import { join } from 'node:path';
import { projections } from '@proficio/competency/projections';
import { buildBeside, rebuild, type Projection } from '@proficio/events';
import { openDatabase, SqliteEventStore, SqliteViewStore } from '@proficio/infra';

const WINDOW = 4000;

/** The same rows in windows, with nothing around them. */
const read = (log: string): void => {
  const db = openDatabase(log);
  const select = db.prepare('SELECT * FROM events WHERE position > ? AND position <= ? ORDER BY position');
  for (let after = 0, rows: unknown[] = []; after === 0 || rows.length > 0; after += WINDOW) {
    rows = select.all(after, after + WINDOW);
    for (const row of rows as { readonly data: string; readonly meta: string }[]) {
      JSON.parse(row.data);
      JSON.parse(row.meta);
    }
  }
  db.close();
};

const built = async (log: string, folder: string, build: typeof buildBeside | typeof rebuild): Promise<void> => {
  const competency = projections.find(({ name }) => name === 'competency') as Projection;
  const events = new SqliteEventStore(log, false);
  const views = new SqliteViewStore(join(folder, 'views.db'));
  await build(competency, events, views);
  views.close();
  events.close();
};

const [work, log = '', folder = ''] = process.argv.slice(2);
const took = process.cpuUsage();
const from = performance.now();
if (work === 'read') read(log);
else await built(log, folder, work === 'prove' ? rebuild : buildBeside);
const { user, system } = process.cpuUsage(took);
const seconds = (performance.now() - from) / 1000;
console.log(JSON.stringify({ seconds, ofCore: (user + system) / 1e6, peakMB: process.resourceUsage().maxRSS / 1024 }));
