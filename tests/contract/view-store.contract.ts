import { ConflictError, UnfitDocumentError, type Put, type Seen, type ViewSet, type ViewStore } from '@proficio/events';
import { at, commitOf, filled, freshSet, item, pageOf, SHAPES } from './view-store.seed.js';

/** What every ViewStore must do when it keeps documents, checkpoints and generations. */
export const viewStoreContract = (name: string, open: () => Promise<ViewStore>) =>
  describe(`ViewStore: ${name}`, () => {
    let store: ViewStore;
    beforeAll(async () => {
      store = await open();
    });
    const conflict = { name: 'ConflictError' };
    const putsIn = async ({ chunks }: Pick<Seen, 'chunks'>) => {
      const all: Put[] = [];
      for await (const chunk of chunks) all.push(...chunk);
      return all;
    };
    const allOf = (set: ViewSet) => store.scan(set, putsIn);

    test('VS1 a new set has no checkpoint and no documents, and is not active', async () => {
      const set = freshSet();
      expect(await store.checkpoint(set)).toBeUndefined();
      await store.create(set, SHAPES);
      expect(await store.checkpoint(set)).toBeUndefined();
      expect(await store.get(set, at('k'))).toBeUndefined();
      expect(await store.active(set)).toBeUndefined();
      expect(await store.sets()).toContainEqual(set);
    });

    test('VS2 a commit puts documents and moves the checkpoint', async () => {
      const doc = { group: 'g', name: 'Zoë\u0000 "q"', score: 1.5, deep: [{ a: null }, true, -0.25], big: 2 ** 53 };
      const set = await filled(store, [item('k', doc)]);
      expect(await store.get(set, at('k'))).toEqual(doc);
      expect(await store.checkpoint(set)).toBe(1n);
    });

    test('VS3 a put replaces the whole document, a delete removes it, and both may meet what is not there', async () => {
      const set = await filled(store, [item('a', { x: 1 }), item('b', { x: 1 })]);
      await store.commit(commitOf(set, 1n, 2n, [item('a', { y: 2 })], [at('b'), at('never')]));
      expect(await store.getMany(set, [at('a'), at('b')])).toEqual([{ y: 2 }, undefined]);
      await store.commit(commitOf(set, 2n, 3n, [item('b', { z: 3 })]));
      expect(await store.get(set, at('b'))).toEqual({ z: 3 });
    });

    test('VS4 many are read in the order asked, undefined where there is none', async () => {
      const set = await filled(store, [item('a', 1), item('b', 2)]);
      expect(await store.getMany(set, [at('b'), at('x'), at('a'), at('b')])).toEqual([2, undefined, 1, 2]);
      expect(await store.getMany(set, [])).toEqual([]);
    });

    test('VS5 tenants never see one another, and neither do views and keys that begin alike', async () => {
      const note = { view: 'note', tenant: 't', key: 'k' };
      const set = await filled(store, [item('k', { name: 'mine' }), { ...note, doc: 'note' }, item('kk', 'longer')]);
      expect(await store.get(set, at('k', 'u'))).toBeUndefined();
      expect(await store.get(set, at('K'))).toBeUndefined();
      expect((await store.page(set, pageOf({ index: 'byName', tenant: 'u' }))).entries).toEqual([]);
      await store.commit(commitOf(set, 1n, 2n, [item('k', { name: 'theirs' }, 'u')], [at('k', 'v'), at('kk', 'u')]));
      expect(await store.getMany(set, [at('k'), at('k', 'u'), note, at('kk')])).toEqual([
        { name: 'mine' },
        { name: 'theirs' },
        'note',
        'longer',
      ]);
    });

    test('VS6 a second writer conflicts and writes nothing', async () => {
      const set = await filled(store, [item('a', 'first')]);
      for (const expected of [undefined, 0n, 2n])
        await expect(
          store.commit(commitOf(set, expected, 9n, [item('a', 'second'), item('b', 'second')], [at('a')])),
        ).rejects.toBeInstanceOf(ConflictError);
      expect(await store.getMany(set, [at('a'), at('b')])).toEqual(['first', undefined]);
      expect(await store.checkpoint(set)).toBe(1n);
    });

    test('VS7 of 16 racing writers exactly one wins, with its documents', async () => {
      const set = await filled(store, []);
      const racers = Array.from({ length: 16 }, (_, n) =>
        store.commit(commitOf(set, 1n, BigInt(n + 2), [item('a', n)])),
      );
      const results = await Promise.allSettled(racers);
      const won = results.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
      expect(won).toHaveLength(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(conflict);
      expect(await store.get(set, at('a'))).toBe(won[0]);
      expect(await store.checkpoint(set)).toBe(BigInt((won[0] ?? NaN) + 2));
    });

    test('VS8 the checkpoint keeps every bit of a 64-bit position', async () => {
      const set = await filled(store, []);
      const positions = [9_007_199_254_740_993n, 9_007_199_254_740_994n, 9_223_372_036_854_775_806n];
      let before = 1n;
      for (const position of positions) {
        await store.commit(commitOf(set, before, position, []));
        expect(await store.checkpoint(set)).toBe(position);
        before = position;
      }
      await expect(store.commit(commitOf(set, before - 1n, before + 1n, []))).rejects.toMatchObject(conflict);
    });

    test('VS9 a commit with one bad document writes nothing at all', async () => {
      const set = await filled(store, [item('a', 'first')]);
      const bad: Record<string, unknown> = {};
      bad['self'] = bad;
      for (const unfit of [bad, { name: ['no scalar'] }])
        await expect(
          store.commit(commitOf(set, 1n, 2n, [item('a', 'second'), item('b', unfit)])),
        ).rejects.toBeInstanceOf(UnfitDocumentError);
      expect(await store.get(set, at('a'))).toBe('first');
      await store.commit(commitOf(set, 1n, 2n, [item('a', 'second')]));
    });

    test('VS10 a commit of many documents is read back whole', async () => {
      const docs = Array.from({ length: 2000 }, (_, n) => item(`k${n}`, { group: 'g', name: `n${n}`, score: n }));
      const set = await filled(store, docs);
      expect(await store.getMany(set, docs)).toEqual(docs.map(({ doc }) => doc));
    });

    test('VS11 making a set again changes nothing', async () => {
      const set = await filled(store, [item('a', { name: 'a' })]);
      await store.create(set, SHAPES);
      expect(await store.get(set, at('a'))).toEqual({ name: 'a' });
      expect(await store.checkpoint(set)).toBe(1n);
      expect((await store.sets()).filter(({ projection }) => projection === set.projection)).toEqual([set]);
    });

    test('VS12 an index that is declared later finds what was put before', async () => {
      const set = freshSet();
      await store.create(set, { item: {} });
      await store.commit(
        commitOf(set, undefined, 1n, [item('a', { name: 'z' }), item('b', { name: 'y' }), item('c', {})]),
      );
      await store.create(set, SHAPES);
      const { entries } = await store.page(set, pageOf({ index: 'byName' }));
      expect(entries.map(({ key }) => key)).toEqual(['c', 'b', 'a']);
    });

    test('VS57 however much was put before, an index that is declared later finds all of it that is still there', async () => {
      const set = freshSet();
      const keys = Array.from({ length: 1200 }, (_, n) => `k${String(n).padStart(4, '0')}`);
      await store.create(set, { item: {} });
      const puts = keys.map((key, n) => item(key, { name: `n${String(keys.length - n).padStart(4, '0')}` }));
      await store.commit(commitOf(set, undefined, 1n, puts));
      await store.commit(commitOf(set, 1n, 2n, [], [at('k0000'), at('k0700')]));
      await store.create(set, SHAPES);
      const { entries } = await store.page(set, pageOf({ index: 'byName', first: 1200 }));
      const left = keys.filter((key) => key !== 'k0000' && key !== 'k0700');
      expect(entries.map(({ key }) => key)).toEqual(left.toReversed());
    });

    test('VS13 generations, versions, partitions and projections lie side by side', async () => {
      const set = await filled(store, [item('k', 'one')]);
      const others = [
        { ...set, generation: 2 },
        { ...set, version: 2 },
        { ...set, partition: 'other' },
        { ...set, projection: `${set.projection}-other` },
      ];
      for (const [n, other] of others.entries()) {
        await store.create(other, SHAPES);
        await store.commit(commitOf(other, undefined, 7n, [item('k', n)]));
      }
      for (const [n, other] of others.entries()) expect(await store.get(other, at('k'))).toBe(n);
      expect(await store.get(set, at('k'))).toBe('one');
      expect(await store.checkpoint(set)).toBe(1n);
    });

    test('VS14 activating is a compare-and-swap', async () => {
      const one = await filled(store, []);
      const two = { ...one, generation: 2 };
      await store.create(two, SHAPES);
      await store.activate(one, undefined);
      expect(await store.active(one)).toBe(1);
      for (const expected of [undefined, 2, 3])
        await expect(store.activate(two, expected)).rejects.toBeInstanceOf(ConflictError);
      expect(await store.active(one)).toBe(1);
      await store.activate(two, 1);
      expect(await store.active(one)).toBe(2);
      expect(await store.active({ ...one, version: 2 })).toBeUndefined();
      expect(await store.active({ ...one, partition: 'other' })).toBeUndefined();
    });

    test('VS15 of racing activations exactly one wins', async () => {
      const one = await filled(store, []);
      const sets = [1, 2, 3, 4].map((generation) => ({ ...one, generation }));
      for (const set of sets) await store.create(set, SHAPES);
      const results = await Promise.allSettled(sets.map((set) => store.activate(set, undefined)));
      const won = results.flatMap(({ status }, n) => (status === 'fulfilled' ? [n + 1] : []));
      expect(won).toEqual([await store.active(one)]);
    });

    test('VS16 a dropped generation is gone with its checkpoint, the live one stays; dropping again is nothing', async () => {
      const old = await filled(store, [item('k', 'old')]);
      const live = { ...old, generation: 2 };
      await store.create(live, SHAPES);
      await store.commit(commitOf(live, undefined, 5n, [item('k', 'live')]));
      await store.activate(live, undefined);
      await store.drop(old);
      await store.drop(old);
      expect(await store.checkpoint(old)).toBeUndefined();
      expect(await store.sets()).not.toContainEqual(old);
      expect(await store.sets()).toContainEqual(live);
      expect(await store.get(live, at('k'))).toBe('live');
    });

    test('VS17 the active generation is not dropped', async () => {
      const set = await filled(store, [item('k', 'live')]);
      await store.activate(set, undefined);
      await expect(store.drop(set)).rejects.toThrow();
      expect(await store.get(set, at('k'))).toBe('live');
    });

    test('VS45 a discarded version is gone with all its generations, the active one too; other versions stay', async () => {
      const one = await filled(store, [item('k', 'one')]);
      const [two, next] = [
        { ...one, generation: 2 },
        { ...one, version: 2 },
      ];
      for (const set of [two, next]) await store.create(set, SHAPES);
      for (const set of [one, next]) await store.activate(set, undefined);
      await store.discard(one);
      await store.discard(one);
      expect((await store.sets()).filter(({ projection }) => projection === one.projection)).toEqual([next]);
      expect([await store.active(one), await store.active(next)]).toEqual([undefined, 1]);
      await store.create(one, SHAPES);
      expect(await store.get(one, at('k'))).toBeUndefined();
    });

    test('VS18 whoever still writes to a dropped generation conflicts; made again, it is empty', async () => {
      const set = await filled(store, [item('k', 'old')]);
      await store.drop(set);
      await expect(store.commit(commitOf(set, 1n, 2n, [item('k', 'late')]))).rejects.toBeInstanceOf(ConflictError);
      await store.create(set, SHAPES);
      expect(await store.get(set, at('k'))).toBeUndefined();
      expect(await store.checkpoint(set)).toBeUndefined();
      await store.commit(commitOf(set, undefined, 1n, [item('k', 'new')]));
      expect(await allOf(set)).toEqual([item('k', 'new')]);
    });

    test('VS19 a scan gives every document once, by view, tenant and key', async () => {
      const notes = ['a', 'b'].map((key) => ({ view: 'note', tenant: 't', key, doc: key }));
      const items = Array.from({ length: 1200 }, (_, n) => item(String(n).padStart(4, '0'), { name: n }));
      const others = [item('0000', 'u', 'u'), item('9', 's', 's')];
      const set = await filled(store, [...notes, ...others, ...items].toReversed());
      await store.commit(commitOf(set, 1n, 2n, [], [at('0003')]));
      const left = items.filter(({ key }) => key !== '0003');
      expect(await allOf(set)).toEqual([others[1], ...left, others[0], ...notes]);
      expect(await allOf({ ...set, generation: 9 })).toEqual([]);
    });

    test('VS20 names may differ by case alone, and hold what file names and SQL do not like', async () => {
      const names = ['view', 'View', 'a"b', "a'b;--", 'a b/c.$d', 'größe'];
      const set = { ...freshSet(), partition: `A"'/%${'x'.repeat(40)}` };
      await store.create(set, Object.fromEntries(names.map((view) => [view, { by: ['Rank', 'rank', 'doc', 'key'] }])));
      const puts = names.map((view, n) => ({
        view,
        tenant: 't',
        key: 'k',
        doc: { rank: n, Rank: 10 - n, doc: 'd', key: 'e' },
      }));
      await store.commit(commitOf(set, undefined, 1n, puts));
      expect(await store.getMany(set, puts)).toEqual(puts.map(({ doc }) => doc));
      const page = await store.page(set, {
        view: 'a"b',
        tenant: 't',
        index: 'by',
        equals: { Rank: 8, rank: 2 },
        first: 1,
      });
      expect(page.entries.map(({ doc }) => doc)).toEqual([puts[2]?.doc]);
    });

    test('VS21 a scan shows one moment, with its checkpoint, whatever is committed, activated and dropped meanwhile', async () => {
      const items = Array.from({ length: 1200 }, (_, n) => item(String(n).padStart(4, '0'), n));
      const set = await filled(store, items);
      await store.scan(set, async ({ checkpoint, chunks }) => {
        await store.commit(commitOf(set, 1n, 2n, [item('0000', 'late'), item('9999', 'late')], [at('0700')]));
        await store.scan(set, async (later) => expect(later.checkpoint).toBe(2n));
        const other = { ...set, generation: 2 };
        await store.create(other, SHAPES);
        await store.activate(other, undefined);
        await store.drop(set);
        expect(checkpoint).toBe(1n);
        expect(await putsIn({ chunks })).toEqual(items);
      });
      await store.scan(set, async ({ checkpoint }) => expect(checkpoint).toBeUndefined());
    });

    test('VS22 a scan that is broken off holds nothing up', async () => {
      const set = await filled(store, [item('a', 1)]);
      await expect(store.scan(set, () => Promise.reject(new Error('enough')))).rejects.toThrow('enough');
      await store.drop(set);
    });
  });
