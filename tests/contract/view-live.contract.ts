import { BadCursorError, type LiveDocuments, type PageQuery, type ViewSet, type ViewStore } from '@proficio/events';
import { commitOf, filled, freshSet, item, pageOf, SHAPES } from './view-store.seed.js';

/** What every ViewStore must do when it is read without a word about generations. */
export const viewLiveContract = (name: string, open: () => Promise<ViewStore>) =>
  describe(`ViewStore, active generations: ${name}`, () => {
    let store: ViewStore;
    beforeAll(async () => {
      store = await open();
    });
    const active = async (...puts: Parameters<typeof filled>[1]): Promise<ViewSet> => {
      const set = await filled(store, puts);
      await store.activate(set, undefined);
      return set;
    };
    const of = ({ projection, version, partition }: ViewSet) => ({ projection, version, partition });
    const items = (set: ViewSet, ...keys: readonly string[]): LiveDocuments => ({
      of: of(set),
      view: 'item',
      tenant: 't',
      keys,
    });
    const page = (set: ViewSet, query: Partial<PageQuery> & Pick<PageQuery, 'index'>) => ({
      of: of(set),
      page: pageOf(query),
    });
    const docsOf = async (...asked: readonly LiveDocuments[]) => (await store.live(asked, [])).documents;
    /** Another generation in the place of this one, which is gone. */
    const replaced = async (set: ViewSet, ...puts: Parameters<typeof filled>[1]): Promise<ViewSet> => {
      const next = { ...set, generation: set.generation + 1 };
      await store.create(next, SHAPES);
      await store.commit(commitOf(next, undefined, 9n, puts));
      await store.activate(next, set.generation);
      await store.drop(set);
      return next;
    };

    test('VS50 documents of several views and versions, in the order asked, undefined where there is none', async () => {
      const note = { view: 'note', tenant: 't', key: 'a', doc: 'note' };
      const one = await active(item('a', 1), item('b', 2), note, item('a', 'u', 'u'));
      const other = await active(item('a', 'other'));
      const notes = { ...items(one, 'a', 'z'), view: 'note' };
      const asked = [items(one, 'b', 'x', 'a', 'b'), items(other, 'a'), notes, { ...items(one, 'a'), tenant: 'u' }];
      expect(await docsOf(...asked)).toEqual([[2, undefined, 1, 2], ['other'], ['note', undefined], ['u']]);
      expect(await store.live([items(one)], [])).toEqual({ documents: [[]], pages: [] });
      expect(await store.live([], [])).toEqual({ documents: [], pages: [] });
    });

    test('VS51 pages beside documents are as they are of the set itself', async () => {
      const rows = Array.from({ length: 7 }, (_, n) => item(`k${n}`, { group: 'g', name: n % 2 ? `n${n}` : null }));
      const set = await active(...rows);
      const first = await store.page(set, pageOf({ index: 'byName', first: 3 }));
      const asked: readonly (Partial<PageQuery> & Pick<PageQuery, 'index'>)[] = [
        { index: 'byName', first: 3 },
        { index: 'byName', first: 3, after: first.entries[2]?.cursor },
        { index: 'byName', descending: true },
        { index: 'byGroup', equals: { group: 'g' }, first: 7 },
        { index: 'byName', range: { from: 'n1', to: 'n5' } },
        { index: 'inGroup', equals: { group: 'nobody' } },
        { index: 'byKey', first: 0 },
      ];
      for (const query of asked) {
        const { documents, pages } = await store.live([items(set, 'k1')], [page(set, query)]);
        expect(documents).toEqual([[rows[1]?.doc]]);
        expect(pages).toEqual([await store.page(set, pageOf(query))]);
      }
      const both = asked.slice(2, 4).map((query) => page(set, query));
      expect((await store.live([], both)).pages).toHaveLength(2);
      await expect(store.live([], [page(set, { index: 'byName', after: '!' })])).rejects.toBeInstanceOf(BadCursorError);
    });

    test('VS52 what is put, changed and deleted is read at once', async () => {
      const set = await active(item('a', 1));
      expect(await docsOf(items(set, 'a', 'b'))).toEqual([[1, undefined]]);
      await store.commit(commitOf(set, 1n, 2n, [item('b', 2)], [{ view: 'item', tenant: 't', key: 'a' }]));
      expect(await docsOf(items(set, 'a', 'b'))).toEqual([[undefined, 2]]);
    });

    test('VS53 of another generation from when it is active, also when the one before is gone', async () => {
      let set = await active(item('a', 'old'), item('b', 'old'));
      expect(await docsOf(items(set, 'a', 'b'))).toEqual([['old', 'old']]);
      const waiting = { ...set, generation: 7 };
      await store.create(waiting, SHAPES);
      await store.commit(commitOf(waiting, undefined, 5n, [item('a', 'early')]));
      expect(await docsOf(items(set, 'a'))).toEqual([['old']]);
      await store.activate(waiting, 1);
      expect(await docsOf(items(set, 'a', 'b'))).toEqual([['early', undefined]]);
      set = await replaced(waiting, item('a', 'new'), item('c', 'new'));
      expect(await docsOf(items(set, 'a', 'b', 'c'))).toEqual([['new', undefined, 'new']]);
      const { pages } = await store.live([], [page(set, { index: 'byKey' })]);
      expect(pages[0]?.entries.map(({ key }) => key)).toEqual(['a', 'c']);
    });

    test('VS54 a version without an active generation is told of, and one that was discarded too', async () => {
      const missing = { name: 'NoGenerationError' };
      await expect(docsOf(items(freshSet(), 'a'))).rejects.toMatchObject(missing);
      const set = await filled(store, [item('a', 1)]);
      await expect(docsOf(items(set, 'a'))).rejects.toMatchObject(missing);
      await store.activate(set, undefined);
      expect(await docsOf(items(set, 'a'))).toEqual([[1]]);
      await store.discard(of(set));
      await expect(docsOf(items(set, 'a'))).rejects.toMatchObject(missing);
      await store.create(set, SHAPES);
      await store.activate(set, undefined);
      expect(await docsOf(items(set, 'a'))).toEqual([[undefined]]);
    });

    test('VS55 nothing is missing and nothing goes back while generations take turns', async () => {
      let set = await active(item('a', 0), item('b', 0));
      let isOver = false;
      const turns = async () => {
        for (let n = 1; n <= 10; n++) set = await replaced(set, item('a', n), item('b', n));
        isOver = true;
      };
      const read = async () => {
        for (let least = 0; !isOver;) {
          const [found = []] = await docsOf(items(set, 'a', 'b'));
          expect(found[0]).toBe(found[1]);
          expect(Number(found[0])).toBeGreaterThanOrEqual(least);
          least = Number(found[0]);
        }
      };
      await Promise.all([turns(), read(), read()]);
      expect(await docsOf(items(set, 'a'))).toEqual([[10]]);
    });

    test('VS56 many documents at once, and heavy ones', async () => {
      const many = Array.from({ length: 300 }, (_, n) => item(`k${n}`, n));
      const set = await active(...many);
      expect(await docsOf(items(set, ...many.map(({ key }) => key)))).toEqual([many.map(({ doc }) => doc)]);
      const heavy = Array.from({ length: 6 }, (_, n) => item(`h${n}`, `${n}`.repeat(1_000_000)));
      for (let n = 0; n < 4; n++)
        await store.commit(
          commitOf(
            set,
            BigInt(n + 1),
            BigInt(n + 2),
            heavy.map((put) => ({ ...put, key: put.key + n })),
          ),
        );
      const keys = heavy.flatMap(({ key }) => [0, 1, 2, 3].map((n) => key + n));
      const [found = []] = await docsOf(items(set, ...keys));
      expect(found.map((doc) => String(doc).length)).toEqual(keys.map(() => 1_000_000));
    });

    test('VS58 in the order of declaration nothing is older than what comes before it, also while batches are written', async () => {
      const batch = (n: number) => [
        item('first', n),
        ...Array.from({ length: 600 }, (_, key) => ({ view: 'note', tenant: 't', key: `k${key}`, doc: n })),
      ];
      const set = await active(...batch(1));
      let isDone = false;
      const writing = async () => {
        for (let n = 2; n <= 12; n++) await store.commit(commitOf(set, BigInt(n - 1), BigInt(n), batch(n)));
        isDone = true;
      };
      const torn: unknown[] = [];
      const reading = async () => {
        while (!isDone) {
          const [[first] = [], notes = []] = await docsOf(items(set, 'first'), {
            ...items(set, 'k0', 'k599'),
            view: 'note',
          });
          if (notes.some((note) => Number(note) < Number(first))) torn.push([first, ...notes]);
        }
      };
      await Promise.all([writing(), reading(), reading()]);
      expect(torn).toEqual([]);
    });
  });
