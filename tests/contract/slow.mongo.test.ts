import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMongo } from '@proficio/infra';
import { canRunMongoServer, startMongoServer } from '../kit/mongo-server.js';
import { BUILDING_MS } from './on-mongo.js';
import { temporaryFolder } from './temporary-folder.js';
import { freshSet, SHAPES } from './view-store.seed.js';

const TIMEOUT_MS = 1000;
const closing: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** Hands on whatever is said, and keeps back what answers a message with this word for as long as it says. */
const slowAbout = async (port: number, word: string, ms: number): Promise<number> => {
  const hand = (client: Socket) => {
    const server = connect(port, '127.0.0.1');
    client.on('data', (asked) => {
      server.write(asked);
      if (!asked.includes(word)) return;
      server.pause();
      void sleep(ms).then(() => server.resume());
    });
    server.on('data', (answer) => client.write(answer));
    for (const [one, other] of [[client, server] as const, [server, client] as const])
      one.on('close', () => other.destroy()).on('error', () => other.destroy());
    closing.push(() => void client.destroy());
  };
  const proxy = createServer(hand).listen(0, '127.0.0.1');
  closing.push(() => void proxy.close());
  await new Promise((resolve) => proxy.once('listening', resolve));
  return (proxy.address() as AddressInfo).port;
};

const title = 'an index over much is waited for, longer than any other answer';
if (canRunMongoServer()) {
  const folder = temporaryFolder();
  test(
    title,
    async () => {
      const server = await startMongoServer(folder.path);
      closing.push(server.kill);
      const port = await slowAbout(server.port, 'createIndexes', TIMEOUT_MS * 2);
      const mongo = await openMongo(`mongodb://127.0.0.1:${port}`, { timeoutMs: TIMEOUT_MS });
      closing.push(() => mongo.close());
      const set = freshSet();
      const from = Date.now();
      await mongo.views.create(set, SHAPES);
      expect(Date.now() - from).toBeGreaterThan(TIMEOUT_MS);
      expect(await mongo.views.sets()).toEqual([set]);
    },
    BUILDING_MS,
  );
} else test.skip(`MongoDB, without Java 17 and Maven: ${title}`, () => undefined);
