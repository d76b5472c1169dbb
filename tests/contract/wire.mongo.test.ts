import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMongo } from '@proficio/infra';
import { canRunMongoServer, startMongoServer } from '../kit/mongo-server.js';
import { BUILDING_MS } from './on-mongo.js';
import { temporaryFolder } from './temporary-folder.js';
import { commitOf, freshSet, item, SHAPES } from './view-store.seed.js';

/** What a real server would need or make of the messages, and the one for tests does not. */
const TIMEOUT_MS = 1000;
const closing: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

interface Told {
  readonly asked: string[];
  /** An answer to a message with this word comes so much later. */
  readonly slow?: string;
  readonly ms?: number;
}

/** Hands on whatever is said between the stores and a server, and notes what is asked. */
const between = async (port: number, { asked, slow, ms = 0 }: Told): Promise<number> => {
  const hand = (client: Socket) => {
    const server = connect(port, '127.0.0.1');
    client.on('data', (message) => {
      asked.push(message.toString('latin1'));
      server.write(message);
      if (slow === undefined || !message.includes(slow)) return;
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

if (canRunMongoServer()) {
  const folder = temporaryFolder();
  let server: Awaited<ReturnType<typeof startMongoServer>> | undefined;
  beforeAll(async () => {
    server = await startMongoServer(folder.path);
    closing.push(server.kill);
  }, BUILDING_MS);
  const open = async (told: Omit<Told, 'asked'> = {}) => {
    const asked: string[] = [];
    const port = await between(server?.port ?? 0, { ...told, asked });
    const mongo = await openMongo(`mongodb://127.0.0.1:${port}`, { timeoutMs: TIMEOUT_MS });
    closing.push(() => mongo.close());
    return { ...mongo, asked };
  };

  test('an index over much is waited for, longer than any other answer', async () => {
    const { views } = await open({ slow: 'createIndexes', ms: TIMEOUT_MS * 3 });
    const set = freshSet();
    const from = Date.now();
    await views.create(set, SHAPES);
    expect(Date.now() - from).toBeGreaterThan(TIMEOUT_MS * 2);
    expect(await views.sets()).toContainEqual(set);
  });

  test('where one view gets an index, documents of another are not read for it', async () => {
    const { views, asked } = await open();
    const set = freshSet();
    await views.create(set, SHAPES);
    const note = { ...item('k', { text: 'one' }), view: 'note' };
    await views.commit(commitOf(set, undefined, 1n, [item('k', { name: 'one' }), note]));
    asked.splice(0);
    await views.create(set, { ...SHAPES, note: { byText: ['text'] } });
    const read = (view: string) =>
      asked.filter((message) => message.includes('find\0') && message.includes(`.${view}\0`));
    expect([read('note').length, read('item').length]).toEqual([1, 0]);
  });

  test('a server that waits for a majority has time to say that there was none', async () => {
    const { keys, asked } = await open({ slow: 'writeConcern', ms: TIMEOUT_MS * 1.3 });
    await keys.ensure('t', 'slowly');
    expect(asked.filter((message) => message.includes('update\0') && message.includes('slowly'))).toHaveLength(1);
  });

  test('a key is used when a majority has it, whoever made it, and not before', async () => {
    const { keys, asked } = await open();
    await keys.ensure('t', 'somebody');
    await keys.ensure('t', 'somebody');
    const commands = asked.filter((message) => message.includes('somebody'));
    const [finds, writes] = ['find\0', 'update\0'].map((name) => commands.filter((one) => one.includes(`\x02${name}`)));
    expect([finds?.length, writes?.length]).toEqual([3, 1]);
    for (const find of finds ?? []) expect(find.split('readConcern')[1]).toMatch(/^.{0,12}level.{0,8}majority/s);
    for (const write of writes ?? []) expect(write.split('writeConcern')[1]).toMatch(/^.{0,8}w.{0,8}majority/s);
  });
} else test.skip('MongoDB on the wire, without Java 17 and Maven', () => undefined);
