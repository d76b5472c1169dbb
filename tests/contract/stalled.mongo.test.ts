import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, type Put, type ViewSet, type ViewStore } from '@proficio/events';
import { onMongo, type Opened } from './on-mongo.js';
import { at, commitOf, filled, item, SHAPES } from './view-store.seed.js';

/** More than the server for tests takes in one message. */
const SIZE = 1200;
/** Alone in its view, it is written long before the others. */
const FIRST: Put = { view: 'note', tenant: 't', key: 'first', doc: 1 };

interface Begun {
  readonly child: ChildProcess;
  /** Gives what it said. */
  readonly ended: Promise<string>;
}

onMongo(({ open }) => {
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  const begin = ({ url, database }: Opened, set: ViewSet): Begun => {
    const script = join(import.meta.dirname, 'mongo.child.mjs');
    const child = spawn(process.execPath, [script, url, database, JSON.stringify(set), String(SIZE)]);
    children.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    return { child, ended: once(child, 'close').then(() => said.trim()) };
  };

  /** Gives the position of the batch whose documents are written in part, or all but its checkpoint. */
  const stopInTheMiddle = async ({ child, ended }: Begun, views: ViewStore, set: ViewSet): Promise<bigint> => {
    for (;;) {
      const [doc, checkpoint] = [await views.get(set, FIRST), await views.checkpoint(set)];
      if (child.exitCode !== null) throw new Error(`npm run build first? ${await ended}`);
      if (doc !== Number(checkpoint) + 1) continue;
      child.kill('SIGSTOP');
      await sleep(200);
      const stood = await views.checkpoint(set);
      if (stood === checkpoint && (await views.get(set, FIRST)) === Number(stood) + 1) return (stood ?? 0n) + 1n;
      child.kill('SIGCONT');
    }
  };

  const allOf = (views: ViewStore, set: ViewSet) =>
    views.scan(set, async ({ checkpoint, chunks }) => {
      const all: Put[] = [];
      for await (const chunk of chunks) all.push(...chunk);
      return { checkpoint, all };
    });

  test('a writer stopped in the middle of its writes is finished by another, and changes nothing when it wakes', async () => {
    const opened = await open();
    const { views } = opened.mongo;
    const set = await filled(views, [FIRST]);
    const begun = begin(opened, set);
    const { child, ended } = begun;
    const position = await stopInTheMiddle(begun, views, set);

    await views.create(set, SHAPES);
    expect(await views.checkpoint(set)).toBe(position);
    const finished = await views.getMany(set, [FIRST, at('k0'), at(`k${SIZE - 1}`)]);
    expect(finished).toEqual([1, 1, 1].map(() => Number(position)));
    const late = [item('k1', 'overtaken'), item('new', 'overtaken')];
    await views.commit(commitOf(set, position, position + 1n, late, [at('k2'), at(`k${SIZE - 1}`)]));
    const before = await allOf(views, set);

    child.kill('SIGCONT');
    expect(await ended).toBe('ConflictError');
    expect(await allOf(views, set)).toEqual(before);
    expect(before.all).toHaveLength(SIZE);
  }, 120_000);

  test('a batch whose writer died in the middle is finished by whoever commits or looks next', async () => {
    const opened = await open();
    const { views } = opened.mongo;
    const conflicts = async (set: ViewSet, position: bigint) => {
      const late = views.commit(commitOf(set, position - 1n, position, [item('k0', 'late')]));
      await expect(late).rejects.toBeInstanceOf(ConflictError);
    };
    for (const comeNext of [conflicts, (set: ViewSet) => allOf(views, set)]) {
      const set = await filled(views, [FIRST]);
      const begun = begin(opened, set);
      const { child, ended } = begun;
      const position = await stopInTheMiddle(begun, views, set);
      child.kill('SIGKILL');
      await ended;
      await comeNext(set, position);
      expect(await views.checkpoint(set)).toBe(position);
      const { all } = await allOf(views, set);
      expect(all).toHaveLength(SIZE + 1);
      expect(new Set(all.map(({ doc }) => doc))).toEqual(new Set([Number(position)]));
    }
  }, 120_000);

  test('a writer stopped in the middle of its writes to a set that is removed meanwhile finds none of it when it wakes', async () => {
    const opened = await open();
    const { views } = opened.mongo;
    const set = await filled(views, [FIRST]);
    const begun = begin(opened, set);
    const { child, ended } = begun;
    await stopInTheMiddle(begun, views, set);

    await views.drop(set);
    await views.create(set, SHAPES);
    await views.commit(commitOf(set, undefined, 1n, [item('k0', 'anew')]));
    child.kill('SIGCONT');
    expect(await ended).toBe('ConflictError');
    expect(await allOf(views, set)).toEqual({ checkpoint: 1n, all: [item('k0', 'anew')] });
    // What the late writer made again of the old set goes when the next process starts.
    const { mongo } = await open(opened.database);
    expect(await allOf(mongo.views, set)).toEqual({ checkpoint: 1n, all: [item('k0', 'anew')] });
  }, 120_000);
});
