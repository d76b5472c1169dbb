/** Commits to a set of views, from position 1 on, until it conflicts: one document of one view and many of another. */
import { openMongo } from '@proficio/infra';

const [, , url, database, set, size] = process.argv;
const { views, close } = await openMongo(url, { database, timeoutMs: 60_000 });
const put = (view, key, position) => ({ view, tenant: 't', key, doc: Number(position) });
const docs = (position) => [
  put('note', 'first', position),
  ...Array.from({ length: Number(size) }, (_, n) => put('item', `k${n}`, position)),
];
try {
  for (let at = 1n; ; at++)
    await views.commit({ set: JSON.parse(set), expected: at, position: at + 1n, puts: docs(at + 1n), deletes: [] });
} catch (error) {
  console.log(error.name === 'ConflictError' ? error.name : error);
}
await close();
