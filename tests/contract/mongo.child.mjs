/** Commits to a set of views, a position after the other, until it conflicts. It goes on from the checkpoint it is told. */
import { openMongo } from '@proficio/infra';

const [, , url, database, set, size] = process.argv;
const { views, close } = await openMongo(url, { database });
const docs = (position) =>
  Array.from({ length: Number(size) }, (_, n) => ({ view: 'item', tenant: 't', key: `k${n}`, doc: Number(position) }));
try {
  for (let at = 1n; ; at++)
    await views.commit({ set: JSON.parse(set), expected: at, position: at + 1n, puts: docs(at + 1n), deletes: [] });
} catch (error) {
  console.log(error.name);
}
await close();
