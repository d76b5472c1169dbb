import { CommitTooLargeError, ConflictError, type Put, type Seen, type ViewSet } from '@proficio/events';
import { openMongo, StorageError } from '@proficio/infra';
import { MongoClient } from 'mongodb';
import { onMongo, type Opened } from './on-mongo.js';
import { at, commitOf, filled, freshSet, item, pageOf, SHAPES } from './view-store.seed.js';

/** What several processes on one database mean to each other; each store here stands for one. */
onMongo(({ open }) => {
  const two = async () => {
    const one = await open();
    return { one, views: one.mongo.views, others: (await open(one.database)).mongo.views };
  };
  const putsIn = async ({ chunks }: Pick<Seen, 'chunks'>) => {
    const all: Put[] = [];
    for await (const chunk of chunks) all.push(...chunk);
    return all;
  };
  const inDatabase = async <T>(
    { url, database }: Opened,
    kind: string,
    work: (db: ReturnType<MongoClient['db']>) => T,
  ) => {
    const client = new MongoClient(url);
    try {
      return await work(client.db(`${database}-${kind}`));
    } finally {
      await client.close();
    }
  };

  test('a commit over the limit is refused whole, and one that would stand still too', async () => {
    const { views } = (await open()).mongo;
    const set = await filled(views, [item('a', 'first')]);
    const large = Array.from({ length: 9 }, (_, n) => item(`k${n}`, 'x'.repeat(1024 * 1024)));
    await expect(views.commit(commitOf(set, 1n, 2n, large))).rejects.toBeInstanceOf(CommitTooLargeError);
    await views.commit(commitOf(set, 1n, 2n, large.slice(1, 8)));
    for (const position of [1n, 2n])
      await expect(views.commit(commitOf(set, 2n, position, [item('a', 'second')]))).rejects.toThrow(
        'cannot go from 2',
      );
    await views.commit(commitOf(set, 2n, 2n, []));
    expect(await views.getMany(set, [at('a'), at('k0'), at('k7')])).toEqual(['first', undefined, large[7]?.doc]);
  });

  test('of a put and a delete of one document the put counts, and of two puts the last', async () => {
    const { views } = (await open()).mongo;
    const set = await filled(views, [item('a', 1), item('b', 1)]);
    await views.commit(commitOf(set, 1n, 2n, [item('a', 2), item('b', 2), item('b', 3)], [at('a')]));
    expect(await views.getMany(set, [at('a'), at('b')])).toEqual([2, 3]);
  });

  test('an index that another process declares is kept by one that knows nothing of it', async () => {
    const { views, others } = await two();
    const set = freshSet();
    await views.create(set, { item: { byGroup: ['group', 'score'] } });
    await views.commit(commitOf(set, undefined, 1n, [item('a', { name: 'z' })]));
    await others.create(set, SHAPES);
    await views.commit(commitOf(set, 1n, 2n, [item('b', { name: 'y' }), item('c', {})]));
    await views.create(set, { item: { byGroup: ['group', 'score'] } });
    await views.commit(commitOf(set, 2n, 3n, [item('d', { name: 'x' })]));
    for (const store of [others, views]) {
      const { entries } = await store.page(set, pageOf({ index: 'byName' }));
      expect(entries.map(({ key }) => key)).toEqual(['c', 'd', 'b', 'a']);
    }
    expect(await others.get(set, at('d'))).toEqual({ name: 'x' });
  });

  test('a set that another process made, and made anew, is found as it is', async () => {
    const { views, others } = await two();
    const set = await filled(views, [item('k', { name: 'old' })]);
    expect(await others.get(set, at('k'))).toEqual({ name: 'old' });
    await views.drop(set);
    await expect(others.get(set, at('k'))).rejects.toThrow('was removed');
    await views.create(set, SHAPES);
    await views.commit(commitOf(set, undefined, 1n, [item('k', { name: 'new' })]));
    await views.activate(set, undefined);
    expect(await others.active(set)).toBe(1);
    expect(await others.get(set, at('k'))).toEqual({ name: 'new' });
    expect((await others.page(set, pageOf({ index: 'byName' }))).entries.map(({ doc }) => doc)).toEqual([
      { name: 'new' },
    ]);
    expect(await others.checkpoint(set)).toBe(1n);
  });

  test('whoever reads a set that is removed under them is told so, and is not shown an empty one', async () => {
    const { views, others } = await two();
    const read: readonly ((set: ViewSet) => Promise<unknown>)[] = [
      (set) => others.get(set, at('k')),
      (set) => others.getMany(set, [at('k')]),
      (set) => others.page(set, pageOf({ index: 'byName' })),
    ];
    for (const reading of read) {
      const set = await filled(views, [item('k', { name: 'here' })]);
      await reading(set);
      await views.drop(set);
      await expect(reading(set)).rejects.toThrow('was removed');
    }
    const set = await filled(views, []);
    expect(await others.checkpoint(set)).toBe(1n);
    await views.drop(set);
    await expect(others.commit(commitOf(set, 1n, 2n, [item('k', 1)]))).rejects.toBeInstanceOf(ConflictError);
  });

  test('what another process puts in the place of an active set is read from then on, and nothing of the old one', async () => {
    const { views, others } = await two();
    const asked = (set: ViewSet) => [{ of: set, view: 'item', tenant: 't', keys: ['a', 'b'] }];
    const read = async (set: ViewSet) => (await others.live(asked(set), [])).documents;
    const set = await filled(views, [item('a', 'old'), item('b', 'old')]);
    await views.activate(set, undefined);
    expect(await read(set)).toEqual([['old', 'old']]);
    const next = { ...set, generation: 2 };
    await views.create(next, SHAPES);
    await views.commit(commitOf(next, undefined, 1n, [item('a', 'new')]));
    await views.activate(next, 1);
    // The old one is still there, whole, and nobody writes to it any more.
    expect(await read(set)).toEqual([['new', undefined]]);
    await views.drop(set);
    expect(await read(set)).toEqual([['new', undefined]]);
    await views.discard(set);
    await views.create(next, SHAPES);
    await views.activate(next, undefined);
    expect(await read(set)).toEqual([[undefined, undefined]]);
  });

  test('a document is the very same object until another process writes it, and then as that wrote it', async () => {
    const { views, others } = await two();
    const set = await filled(views, [item('a', { n: 1 }), item('b', { n: 1 })]);
    await views.activate(set, undefined);
    const read = async () =>
      (await others.live([{ of: set, view: 'item', tenant: 't', keys: ['a', 'b'] }], [])).documents[0] ?? [];
    const [a, b] = await read();
    expect([a, b]).toEqual([{ n: 1 }, { n: 1 }]);
    await views.commit(commitOf(set, 1n, 2n, [item('a', { n: 2 })]));
    const [later, same] = await read();
    expect([later, same === b]).toEqual([{ n: 2 }, true]);
    await views.commit(commitOf(set, 2n, 3n, [], [at('a')]));
    await views.commit(commitOf(set, 3n, 4n, [item('a', { n: 4 })]));
    expect(await read()).toEqual([{ n: 4 }, { n: 1 }]);
    expect(a).toEqual({ n: 1 });
  });

  test('a view and an index that another process adds are read without being told of', async () => {
    const { views, others } = await two();
    const set = freshSet();
    await views.create(set, { item: {} });
    await views.activate(set, undefined);
    await others.live([{ of: set, view: 'item', tenant: 't', keys: ['a'] }], []);
    await views.create(set, SHAPES);
    await views.commit(commitOf(set, undefined, 1n, [{ view: 'note', tenant: 't', key: 'a', doc: 'noted' }]));
    expect((await others.live([{ of: set, view: 'note', tenant: 't', keys: ['a'] }], [])).documents).toEqual([
      ['noted'],
    ]);
  });

  test('who looks sees one moment, whatever other processes commit, remove and clear away', async () => {
    const { one, views, others } = await two();
    const set = await filled(views, [item('a', 1), item('b', 1), item('c', 1)]);
    await views.scan(set, async (first) => {
      await others.commit(commitOf(set, 1n, 2n, [item('a', 2), item('d', 2)], [at('b')]));
      await views.scan(set, async (second) => {
        await others.commit(commitOf(set, 2n, 3n, [item('a', 3), item('b', 3)], [at('c'), at('d')]));
        await others.drop(set);
        await open(one.database);
        expect([first.checkpoint, second.checkpoint]).toEqual([1n, 2n]);
        expect(await putsIn(second)).toEqual([item('a', 2), item('c', 1), item('d', 2)]);
        expect(await putsIn(first)).toEqual([item('a', 1), item('b', 1), item('c', 1)]);
      });
    });
    const left = await inDatabase(one, 'views', (db) => db.listCollections({}, { nameOnly: true }).toArray());
    expect(left.map(({ name }) => name).toSorted()).toEqual(['projections', 'sets']);
  });

  test('who was not seen looking for a minute is told that the moment is gone, and holds up nobody', async () => {
    const { one, views, others } = await two();
    const set = await filled(views, [item('a', 1)]);
    await views.scan(set, async (seen) => {
      await inDatabase(one, 'views', async (db) => {
        const [state] = await db.collection('sets').find().toArray();
        const [look = ''] = Object.keys(state?.['looks'] ?? {});
        await db.collection('sets').updateOne({}, { $set: { [`looks.${look}.at`]: new Date(Date.now() - 90_000) } });
      });
      await others.commit(commitOf(set, 1n, 2n, [item('a', 2)]));
      await expect(putsIn(seen)).rejects.toThrow('no longer kept');
    });
    expect(await views.get(set, at('a'))).toBe(2);
  });

  test('keys lie in a database of their own, and a destroyed one in no document of it', async () => {
    const one = await open();
    const kept = await one.mongo.keys.ensure('t', 'kept');
    await one.mongo.keys.ensure('t', 'gone');
    await one.mongo.keys.destroy('t', 'gone');
    const docs = await inDatabase(one, 'keys', (db) => db.collection('keys').find().sort({ _id: 1 }).toArray());
    expect(docs.map(({ subject, key }) => [subject, key?.buffer])).toEqual([
      ['gone', undefined],
      ['kept', Buffer.from(kept)],
    ]);
    const views = await inDatabase(one, 'views', (db) => db.listCollections().toArray());
    expect(views.map(({ name }) => name)).not.toContain('keys');
  });
});

test('a server that is not there is told of in time', async () => {
  await expect(openMongo('mongodb://127.0.0.1:9/', { timeoutMs: 300 })).rejects.toBeInstanceOf(StorageError);
});
