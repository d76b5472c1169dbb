import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copy, inProcessApi, loadSample, startAcademy, type CopyTo } from '@proficio/academy';
import { DESTROYED, digestOf, NO_STREAM, personId, rebuild, type StoredEvent } from '@proficio/events';
import { DEVELOPMENT, openKurrent, openLog, SqliteKeyStore, type DataFolder } from '@proficio/infra';
import { onMongo } from '../contract/on-mongo.js';
import { numbered } from '../contract/event-store.seed.js';
import { startKurrentServer } from '../kurrent-server/started.js';
import { builtAnew, erasures, hashesIn, inFolder, logOf, projections } from './aftermath.js';
import { busyAt } from './busy.js';
import { killables } from './killable.js';
import { Ledger } from './ledger.js';
import { ran, PROFICIO, spawned } from './proficio.js';

const base = mkdtempSync(join(tmpdir(), 'proficio-copy-'));
const data = join(base, 'data');
const LONG = 120_000;

/** Of the views, as the embedded academy had them in the end. */
let live: ReadonlyMap<string, string>;
let log: readonly StoredEvent[];
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(base, { recursive: true, force: true });
});

const openEmbedded = async (port?: number) => {
  const academy = await startAcademy({ dataFolder: data, port, host: '127.0.0.1', log: openLog('silent') });
  await academy.ready;
  return academy;
};

/** The sample, and people who learn, are imported and are erased. */
beforeAll(async () => {
  const academy = await openEmbedded(0);
  await loadSample(inProcessApi(academy, 'academy'));
  const thrice = async (work: () => Promise<unknown>) => {
    for (let n = 0; n < 3; n++) await work();
  };
  await busyAt(academy.url ?? '', data, new Ledger(data), 0, thrice).over;
  await academy.close();
  const again = await openEmbedded();
  live = await hashesIn(again.folder);
  log = await logOf(again.folder);
  await again.close();
}, LONG);

let count = 0;
const server = async () => {
  const started = await startKurrentServer(join(base, `kurrent-${count++}.db`));
  const events = await openKurrent(started.url, { answerMs: 20_000, patienceMs: 60_000 });
  closing.push(started.kill, () => events.close());
  return { url: started.url, events };
};
/** A key store needs no server to be another one. */
const target = async () => {
  const { events } = await server();
  const keys = new SqliteKeyStore(join(base, `keys-${count++}.db`));
  closing.push(() => keys.close());
  return { events, keys };
};
const quiet = () => ({ done: () => undefined, end: () => undefined });
const copied = (to: CopyTo, withLearners = true) =>
  inFolder(data, (folder) => copy(folder, to, { withLearners, begun: quiet }));
const written = async ({ events }: Pick<CopyTo, 'events'>) => {
  const all: StoredEvent[] = [];
  for await (const batch of events.readAll({ categories: 'all' })) all.push(...batch.events);
  return all;
};
const named = ({ stream, revision, type }: StoredEvent) => `${stream} ${revision} ${type}`;
const bare = (events: readonly StoredEvent[]) => events.map(({ position: _, ...rest }) => rest);
const keysOf = async (keys: SqliteKeyStore) => {
  const all = [];
  for await (const chunk of keys.all()) all.push(...chunk);
  return all;
};

/** Of one who is named and one who is erased, as somebody with these keys would know them. */
const known = async (keys: DataFolder['keys']) => {
  const learner = await personId(keys, 'academy', DEVELOPMENT.issuer, 'learner-0-1');
  const [meta] = log.map((event) => event.meta);
  if (!meta) throw new Error('the log is empty');
  const digest = (isPersonal: boolean) =>
    digestOf(keys, { type: 'Enrol', subject: learner, data: { course: 'x' }, meta }, isPersonal);
  return { learner, digests: [await digest(false), await digest(true)] };
};

test(
  'a log that was written embedded and copied is the same log, and gives the same views by hash',
  async () => {
    const to = await target();
    const { source, target: there, written: now, keys } = await copied(to);
    expect(there).toEqual(source);
    expect([source.events, now]).toEqual([log.length, log.length]);
    expect(bare(await written(to))).toEqual(bare(log));
    expect(await builtAnew(to, mkdtempSync(join(base, 'views-')))).toEqual(live);
    const here = await inFolder(data, async (folder) => ({
      ...(await erasures(folder)),
      ...(await known(folder.keys)),
    }));
    expect(here.erased.length).toBeGreaterThan(0);
    expect(keys).toEqual({ keys: expect.any(Number), destroyed: here.erased.length, left: 0 });
    expect(log.map(({ data }) => (data as { readonly learner?: string }).learner)).toContain(here.learner);
    expect(await known(to.keys)).toEqual({ learner: here.learner, digests: here.digests });
    for (const learner of here.erased) expect(await to.keys.ensure('academy', learner)).toBe(DESTROYED);
    expect(await copied(to)).toMatchObject({ written: 0, source, target: source });
  },
  LONG,
);

test(
  "learners' keys come when they are asked for, and not before; who is erased and what ids are made with comes always",
  async () => {
    const to = await target();
    const { keys } = await copied(to, false);
    const here = await inFolder(data, async (folder) => ({
      ...(await erasures(folder)),
      ...(await known(folder.keys)),
    }));
    expect(keys).toEqual({ keys: 2, destroyed: here.erased.length, left: expect.any(Number) });
    expect(keys.left).toBeGreaterThan(10);
    expect((await keysOf(to.keys)).filter(({ key }) => key !== DESTROYED).map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['#person-id', '#tenant']),
    );
    expect(await to.keys.getMany('academy', [here.learner])).toEqual(new Map());
    expect((await copied(to)).keys).toEqual({ keys: 2 + keys.left, destroyed: here.erased.length, left: 0 });
    expect(await known(to.keys)).toEqual({ learner: here.learner, digests: here.digests });
  },
  LONG,
);

describe('what holds something else is refused with nothing written:', () => {
  const refused = async (to: Awaited<ReturnType<typeof target>>, reason: string) => {
    const before = [await written(to), await keysOf(to.keys)];
    await expect(copied(to)).rejects.toThrow(reason);
    expect([await written(to), await keysOf(to.keys)]).toEqual(before);
  };
  const [first, second] = [() => log[0] as StoredEvent, () => log[1] as StoredEvent];

  test('another log', async () => {
    const to = await target();
    await to.events.append('thing-academy_1', NO_STREAM, [numbered(1)]);
    await refused(to, `another log: thing-academy_1 0 Numbered, where ${named(first())} is here; nothing was written`);
  });
  test('this log with another word in it', async () => {
    const to = await target();
    await to.events.appendInOrder([first(), { ...second(), meta: { ...second().meta, recordedAt: 'then' } }]);
    await refused(to, `another log: ${named(second())}, where ${named(second())} is here`);
  });
  test('this log and more', async () => {
    const to = await target();
    await copied(to);
    await to.events.append('thing-academy_1', NO_STREAM, [numbered(1)]);
    await refused(to, 'another log: thing-academy_1 0 Numbered, which is more than there is here');
  }, 60_000);
  test('a key store that has made learner ids of its own', async () => {
    const to = await target();
    await to.keys.ensure('#house', '#person-id');
    await refused(to, 'another key for #house #person-id');
  });
});

test(
  'a copy that did not arrive as it left is an error that names the first event',
  async () => {
    const [lost, wrong] = [log.length - 5, log.length - 20];
    const through = async (change: (event: StoredEvent, n: number) => readonly StoredEvent[]) => {
      const { keys, events } = await target();
      const place = (event: StoredEvent) => log.findIndex(({ id }) => id === event.id);
      return copied({
        keys,
        events: {
          readAll: (query) => events.readAll(query),
          appendInOrder: (batch) => events.appendInOrder(batch.flatMap((event) => change(event, place(event)))),
        },
      });
    };
    await expect(through((event, n) => (n < lost ? [event] : []))).rejects.toThrow(
      `the copy is not the same: ${named(log[lost] as StoredEvent)} is missing`,
    );
    await expect(through((event, n) => [n === wrong ? { ...event, data: { other: true } } : event])).rejects.toThrow(
      `the copy is not the same: ${named(log[wrong] as StoredEvent)}, where`,
    );
  },
  LONG,
);

onMongo(({ open }) => {
  const { begin, endAll } = killables(data);
  closing.push(endAll);

  test(
    'a copy that is killed again and again goes on where it was, and its views in MongoDB are the same by hash',
    async () => {
      const { url, events } = await server();
      const { mongo, url: keysTo, database } = await open(randomUUID());
      const args = ['copy', '--to', url, '--keys-to', keysTo, '--database', database, '--learners', '--json'];
      const cut: number[] = [];
      for (let part = 1; part <= 3; part++) {
        const command = begin(...args);
        await command.taken;
        const isBefore = async () => (await written({ events })).length < (log.length * part) / 4;
        let isOver = false;
        command.endpoint.catch(() => (isOver = true));
        while (!isOver && (await isBefore())) await sleep(1);
        await command.kill();
        cut.push((await written({ events })).length);
      }
      expect(cut.filter((length) => length > 0 && length < log.length).length).toBeGreaterThan(0);
      const { code, out } = await ran(spawned(data, [process.execPath, PROFICIO, ...args]));
      expect(code).toBe(0);
      const { source, target, written: now } = JSON.parse(out) as Awaited<ReturnType<typeof copy>>;
      expect(target).toEqual(source);
      expect([source.events, now]).toEqual([log.length, log.length - (cut.at(-1) ?? 0)]);
      expect(bare(await written({ events }))).toEqual(bare(log));
      for (const projection of projections) {
        const { hash } = await rebuild(projection, events, mongo.views);
        expect([projection.name, hash]).toEqual([projection.name, live.get(projection.name)]);
      }
    },
    LONG * 2,
  );

  test(
    'a data folder that a server holds is not copied, and its holder is told; a person is told both sides',
    async () => {
      const { url, events } = await server();
      const { url: keysTo, database } = await open(randomUUID());
      const args = ['copy', '--to', url, '--keys-to', keysTo, '--database', database] as const;
      const copying = () => ran(spawned(data, [process.execPath, PROFICIO, ...args]));
      const academy = await openEmbedded(0);
      const held = await copying();
      await academy.close();
      expect([held.code, held.out]).toEqual([1, '']);
      expect(held.err).toContain(`is held by process ${process.pid}`);
      expect(held.err).toContain(academy.url);
      expect(await written({ events })).toEqual([]);
      const { code, out } = await copying();
      expect(code).toBe(0);
      const [here, there] = out.split('\n');
      expect(here).toMatch(new RegExp(`^here: +${log.length} events, [0-9a-f]{64}$`));
      expect(there?.replace('there:', 'here: ')).toBe(`${here}, ${log.length} of them written now`);
    },
    LONG,
  );
});
