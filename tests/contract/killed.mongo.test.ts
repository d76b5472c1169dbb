import { setTimeout as sleep } from 'node:timers/promises';
import type { DESTROYED, Key, ViewSet } from '@proficio/events';
import { openMongo, StorageError, type Mongo } from '@proficio/infra';
import { canRunMongoServer, startMongoServer, type MongoServer } from '../kit/mongo-server.js';
import { BUILDING_MS } from './on-mongo.js';
import { temporaryFolder } from './temporary-folder.js';
import { at, commitOf, filled, item, SHAPES } from './view-store.seed.js';

const KILLS = 3;
const WRITERS = 4;
const KEYS = Array.from({ length: 20 }, (_, n) => at(`k${n}`));

interface Writer {
  readonly set: ViewSet;
  readonly keys: Map<string, Key | typeof DESTROYED>;
  acknowledged: bigint;
}

/** Commits, and makes keys, until the server is gone. */
const write = async ({ views, keys }: Mongo, writer: Writer): Promise<unknown> => {
  try {
    for (;;) {
      const position = writer.acknowledged + 1n;
      const puts = KEYS.map(({ key }) => item(key, { name: `${position}` }));
      await views.commit(commitOf(writer.set, writer.acknowledged, position, puts));
      writer.acknowledged = position;
      const subject = `${writer.set.projection} ${position}`;
      writer.keys.set(subject, await keys.ensure('t', subject));
    }
  } catch (error) {
    return error;
  }
};

const title = 'a server killed under four writers has lost no batch and no key it acknowledged, and keeps none in part';
if (canRunMongoServer()) {
  const folder = temporaryFolder();
  let server: MongoServer | undefined;
  let mongo: Mongo | undefined;
  afterAll(async () => {
    await mongo?.close();
    await server?.kill();
  });

  test(
    title,
    async () => {
      server = await startMongoServer(folder.path);
      const stores = await openMongo(server.url);
      mongo = stores;
      const writers: Writer[] = [];
      for (let n = 0; n < WRITERS; n++)
        writers.push({ set: await filled(stores.views, []), keys: new Map(), acknowledged: 1n });

      for (let kill = 0; kill < KILLS; kill++) {
        const before = writers.map(({ acknowledged }) => acknowledged);
        const ends = Promise.all(writers.map((writer) => write(stores, writer)));
        while (writers.some(({ acknowledged }, n) => acknowledged < (before[n] ?? 0n) + 3n)) await sleep(5);
        await server.kill();
        for (const end of await ends) expect(end).toBeInstanceOf(StorageError);
        server = await startMongoServer(folder.path, server.port);
        for (const writer of writers) await expectKept(stores, writer);
      }
    },
    BUILDING_MS,
  );
} else test.skip(`MongoDB, without Java 17 and Maven: ${title}`, () => undefined);

/** A batch that was not acknowledged may be there too, whole. */
const expectKept = async ({ views, keys }: Mongo, writer: Writer) => {
  await views.create(writer.set, SHAPES);
  const checkpoint = (await views.checkpoint(writer.set)) ?? 0n;
  expect([writer.acknowledged, writer.acknowledged + 1n]).toContain(checkpoint);
  const docs = await views.getMany(writer.set, KEYS);
  expect(docs).toEqual(KEYS.map(() => ({ name: `${checkpoint}` })));
  expect(await keys.getMany('t', [...writer.keys.keys()])).toEqual(writer.keys);
  writer.acknowledged = checkpoint;
};
