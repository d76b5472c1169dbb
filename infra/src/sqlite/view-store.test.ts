import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageQuery, ViewSet } from '@proficio/events';
import { openDatabase } from './driver.js';
import { planPage } from './page-plan.js';
import { SqliteViewStore } from './view-store.js';
import { viewTables } from './view-table.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-views-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const set: ViewSet = { projection: 'gradebook', version: 2, partition: 'all', generation: 1 };
const shapes = { learner: { byBand: ['band', 'score'], byName: ['name'] } };
const query: PageQuery = { view: 'learner', tenant: 't', index: 'byBand', equals: {}, first: 2 };

test('reopening finds documents, checkpoint, active generation and indexes without making them again', async () => {
  const path = join(folder, 'reopened.db');
  const store = new SqliteViewStore(path);
  await store.create(set, shapes);
  const puts = ['a', 'b', 'c'].map((key, n) => ({ view: 'learner', tenant: 't', key, doc: { band: 1, score: -n } }));
  await store.commit({ set, expected: undefined, position: 2n ** 60n + 1n, puts, deletes: [] });
  await store.activate(set, undefined);
  const before = await store.page(set, query);
  store.close();

  const again = new SqliteViewStore(path);
  expect(await again.active(set)).toBe(1);
  expect(await again.checkpoint(set)).toBe(2n ** 60n + 1n);
  expect(await again.sets()).toEqual([set]);
  expect(await again.page(set, query)).toEqual(before);
  const rest = await again.page(set, { ...query, after: before.entries[1]?.cursor });
  expect(rest.entries.map(({ key }) => key)).toEqual(['a']);
  again.close();
});

test('a generation whose removal fails can be removed later, and leaves nothing to the next of its number', async () => {
  const path = join(folder, 'witnessed.db');
  const store = new SqliteViewStore(path);
  await store.create(set, shapes);
  const puts = [{ view: 'learner', tenant: 't', key: 'old', doc: {} }];
  await store.commit({ set, expected: undefined, position: 1n, puts, deletes: [] });
  const db = openDatabase(path);
  db.exec(`CREATE TABLE witness (p, v, i, g,
      FOREIGN KEY (p, v, i, g) REFERENCES sets (projection, version, partition, generation) DEFERRABLE INITIALLY DEFERRED
    ); INSERT INTO witness VALUES ('gradebook', 2, 'all', 1)`);
  await expect(store.drop(set)).rejects.toThrow(/FOREIGN KEY/);
  db.exec('DROP TABLE witness');
  db.close();
  await store.drop(set);
  await store.create(set, shapes);
  expect(await store.get(set, { view: 'learner', tenant: 't', key: 'old' })).toBeUndefined();
  store.close();
});

test('every walk of a page is answered by its index, in order, without sorting', async () => {
  const path = join(folder, 'planned.db');
  const store = new SqliteViewStore(path);
  await store.create(set, shapes);
  const doc = { band: 'b', score: 1 };
  await store.commit({ set, expected: undefined, position: 1n, puts: [{ ...query, key: 'k', doc }], deletes: [] });
  const after = (await store.page(set, query)).entries[0]?.cursor;
  store.close();

  const db = openDatabase(path);
  const [table] = viewTables(set, shapes);
  if (!table) throw new Error('no table');
  const variants: readonly Partial<PageQuery>[] = [
    {},
    { equals: { band: 'b' } },
    { equals: { band: 'b', score: 1 } },
    { equals: { band: 'b' }, range: { from: 0, to: 5 } },
    { equals: { band: 'b' }, range: { to: 5 } },
  ];
  for (const variant of variants)
    for (const place of [{}, { after }])
      for (const descending of [false, true])
        for (const { sql, values } of planPage(table, { ...query, ...variant, ...place, descending }).walks) {
          const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values, 3) as { detail: string }[];
          expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^SEARCH .* USING INDEX .*tenant=/)]);
        }
  db.close();
});

test('a document whose indexed field cannot be sorted is refused with its commit', async () => {
  const store = new SqliteViewStore(join(folder, 'unsortable.db'));
  await store.create(set, shapes);
  for (const name of [['x'], true, Number.NaN]) {
    const puts = [{ view: 'learner', tenant: 't', key: 'k', doc: { name } }];
    await expect(store.commit({ set, expected: undefined, position: 1n, puts, deletes: [] })).rejects.toThrow(
      'learner k: the indexed field name must be text, a finite number or null',
    );
  }
  expect(await store.checkpoint(set)).toBeUndefined();
  store.close();
});
