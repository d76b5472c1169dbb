import { BadCursorError, type PageQuery, type ViewSet, type ViewStore } from '@proficio/events';
import { at, commitOf, filled, item, keysByPages, pageOf, type Item } from './view-store.seed.js';

/** Ties in every field, nulls, negative and broken numbers, text that sorts by bytes and not as people would. */
const ITEMS: readonly (readonly [string, Item])[] = [
  ['a', { group: 'x', name: 'pear', score: 2 }],
  ['b', { group: 'x', name: 'Pear', score: 10 }],
  ['c', { group: 'x', name: null, score: null }],
  ['d', { group: 'x', name: 'pear', score: -1.5 }],
  ['e', { group: 'x', name: 'äpfel', score: 2 }],
  ['f', { group: 'x', name: '', score: null }],
  ['g', { group: 'y', name: 'pear', score: 2 }],
  ['h', { group: 'x', name: 'pe', score: 2 }],
  ['i', { group: 'x', name: null, score: 0 }],
];
const BY_NAME = ['c', 'i', 'f', 'b', 'h', 'a', 'd', 'g', 'e'];
/** Group x only. */
const BY_SCORE = ['c', 'f', 'd', 'i', 'a', 'e', 'h', 'b'];

/** What every ViewStore must do when it reads pages. */
export const viewPageContract = (name: string, open: () => Promise<ViewStore>) =>
  describe(`ViewStore's pages: ${name}`, () => {
    let store: ViewStore;
    let set: ViewSet;
    beforeAll(async () => {
      store = await open();
      set = await filled(store, [...ITEMS.map(([key, doc]) => item(key, doc)), item('z', { group: 'x' }, 'other')]);
    });
    const keysOf = async (query: Partial<PageQuery> & Pick<PageQuery, 'index'>) =>
      (await store.page(set, pageOf(query))).entries.map(({ key }) => key);
    const inGroup = { index: 'byGroup', equals: { group: 'x' } };

    test('VS30 a page is sorted by the index: null first, numbers by value, text by bytes, then by key', async () => {
      expect(await keysOf({ index: 'byName' })).toEqual(BY_NAME);
      expect(await keysOf(inGroup)).toEqual(BY_SCORE);
      expect(await keysOf({ index: 'byGroup' })).toEqual([...BY_SCORE, 'g']);
      expect(await keysOf({ index: 'byKey' })).toEqual(ITEMS.map(([key]) => key));
    });

    test('VS31 descending is exactly the other way round, keys included', async () => {
      expect(await keysOf({ index: 'byName', descending: true })).toEqual(BY_NAME.toReversed());
      expect(await keysOf({ ...inGroup, descending: true })).toEqual(BY_SCORE.toReversed());
    });

    test('VS32 an entry carries its document', async () => {
      const { entries } = await store.page(set, pageOf({ index: 'byName', first: 2 }));
      expect(entries.map(({ doc }) => doc)).toEqual([ITEMS[2]?.[1], ITEMS[8]?.[1]]);
    });

    test('VS33 equality binds the first fields, null among them', async () => {
      expect(await keysOf({ index: 'byGroup', equals: { group: 'y' } })).toEqual(['g']);
      expect(await keysOf({ index: 'byGroup', equals: { group: 'x', score: 2 } })).toEqual(['a', 'e', 'h']);
      expect(await keysOf({ index: 'byGroup', equals: { group: 'x', score: null } })).toEqual(['c', 'f']);
      expect(await keysOf({ index: 'byName', equals: { name: null } })).toEqual(['c', 'i']);
      expect(await keysOf({ index: 'byGroup', equals: { group: 'none' } })).toEqual([]);
    });

    test('VS34 a range includes its beginning and excludes its end', async () => {
      expect(await keysOf({ ...inGroup, range: { from: 0, to: 10 } })).toEqual(['i', 'a', 'e', 'h']);
      expect(await keysOf({ ...inGroup, range: { from: 2 } })).toEqual(['a', 'e', 'h', 'b']);
      expect(await keysOf({ index: 'byName', range: { from: 'Pear', to: 'pear' } })).toEqual(['b', 'h']);
      expect(await keysOf({ ...inGroup, range: { from: 5, to: 5 } })).toEqual([]);
      expect(await keysOf({ ...inGroup, range: { from: 2, to: 10 }, descending: true })).toEqual(['h', 'e', 'a']);
    });

    test('VS35 null is the least of all values in a range too', async () => {
      expect(await keysOf({ ...inGroup, range: { to: 2 } })).toEqual(['c', 'f', 'd', 'i']);
      expect(await keysOf({ ...inGroup, range: { from: null, to: 0 } })).toEqual(['c', 'f', 'd']);
      expect(await keysOf({ ...inGroup, range: { to: null } })).toEqual([]);
      expect(await keysOf({ ...inGroup, range: { to: 2 }, descending: true })).toEqual(['i', 'd', 'f', 'c']);
    });

    test('VS46 of a field that holds both, numbers come before text, in a range and in pages too', async () => {
      const names = { a: 2, b: '2', c: null, d: 10, e: '', f: -1 };
      const own = await filled(
        store,
        Object.entries(names).map(([key, name]) => item(key, { name })),
      );
      const keys = (query: Partial<PageQuery>) => keysByPages(store, own, { index: 'byName', first: 2, ...query });
      expect((await keys({})).flat()).toEqual(['c', 'f', 'a', 'd', 'e', 'b']);
      expect((await keys({ descending: true })).flat()).toEqual(['b', 'e', 'd', 'a', 'f', 'c']);
      expect((await keys({ range: { from: 2 } })).flat()).toEqual(['a', 'd', 'e', 'b']);
      expect((await keys({ range: { from: 3, to: '1' } })).flat()).toEqual(['d', 'e']);
      expect((await keys({ range: { to: '' }, descending: true })).flat()).toEqual(['d', 'a', 'f', 'c']);
    });

    test('VS36 there is a next page exactly when something follows', async () => {
      expect((await store.page(set, pageOf({ ...inGroup, first: 7 }))).hasNextPage).toBe(true);
      expect((await store.page(set, pageOf({ ...inGroup, first: 8 }))).hasNextPage).toBe(false);
      expect(await store.page(set, pageOf({ ...inGroup, first: 0 }))).toEqual({ entries: [], hasNextPage: true });
      const last = (await store.page(set, pageOf(inGroup))).entries.at(-1)?.cursor;
      expect(await store.page(set, pageOf({ ...inGroup, after: last }))).toEqual({ entries: [], hasNextPage: false });
    });

    const queries: readonly (Partial<PageQuery> & Pick<PageQuery, 'index'>)[] = [
      { index: 'byName' },
      { index: 'byKey' },
      { index: 'byGroup' },
      { index: 'inGroup', equals: { group: 'x' } },
      inGroup,
      { index: 'byGroup', equals: { group: 'x', score: 2 } },
      { ...inGroup, range: { from: 2 } },
      { ...inGroup, range: { to: 2 } },
      { ...inGroup, range: { from: null, to: 2 } },
      { index: 'byName', range: { from: '', to: 'q' } },
    ];
    const cases = queries.flatMap((query) => [query, { ...query, descending: true }]);
    test.each(cases.map((query) => [JSON.stringify(query), query] as const))(
      'VS37 pages of every size neither repeat nor skip: %s',
      async (_, query) => {
        const whole = await keysOf(query);
        for (const first of [1, 2, 3, 5]) {
          const pages = await keysByPages(store, set, { ...query, first });
          expect(pages.flat()).toEqual(whole);
          expect(pages).toHaveLength(Math.max(1, Math.ceil(whole.length / first)));
        }
      },
    );

    test('VS38 a cursor stays good when its entry is gone, moved, or others come before it', async () => {
      const own = await filled(
        store,
        ['a', 'b', 'c', 'd'].map((key) => item(key, { name: 'n', group: 'g', score: 1 })),
      );
      const { entries } = await store.page(own, pageOf({ index: 'byName', first: 2 }));
      const moved = item('a', { name: 'z' });
      await store.commit(commitOf(own, 1n, 2n, [moved, item('0', { name: 'm' })], [at('b')]));
      const next = await store.page(own, pageOf({ index: 'byName', after: entries[1]?.cursor }));
      expect(next.entries.map(({ key }) => key)).toEqual(['c', 'd', 'a']);
    });

    test('VS39 a document that changed or went is found where it is now, and nowhere else', async () => {
      const own = await filled(store, [item('a', { name: 'x' }), item('b', { name: 'y' })]);
      await store.commit(commitOf(own, 1n, 2n, [item('a', { name: 'z' })], [at('b')]));
      const keys = async (equals: PageQuery['equals']) =>
        (await store.page(own, pageOf({ index: 'byName', equals }))).entries.map(({ key }) => key);
      expect(await keys({ name: 'x' })).toEqual([]);
      expect(await keys({ name: 'z' })).toEqual(['a']);
      expect(await keys({ name: 'y' })).toEqual([]);
    });

    test('VS40 a field that is missing counts as null', async () => {
      const own = await filled(store, [item('a', { group: 'g' }), item('b', { name: '' }), item('c', { name: null })]);
      const { entries } = await store.page(own, pageOf({ index: 'byName' }));
      expect(entries.map(({ key }) => key)).toEqual(['a', 'c', 'b']);
    });

    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    test.each(['', 'x', '!!', 'bnVsbA', base64({}), base64([]), base64(['byName']), base64(['byName', 'a', 1])])(
      'VS41 a malformed cursor is refused: %j',
      async (after) => {
        await expect(store.page(set, pageOf({ index: 'byName', after }))).rejects.toBeInstanceOf(BadCursorError);
      },
    );

    test('VS42 a cursor of another index is refused, a shortened one too', async () => {
      const cursor = (await store.page(set, pageOf({ index: 'byName', first: 1 }))).entries[0]?.cursor ?? '';
      expect(cursor).toMatch(/^[\w-]+$/);
      for (const [index, after] of [
        ['byGroup', cursor],
        ['inGroup', cursor],
        ['byName', cursor.slice(0, -3)],
      ] as const)
        await expect(store.page(set, pageOf({ index, after }))).rejects.toBeInstanceOf(BadCursorError);
    });

    test('VS43 no query without an index', async () => {
      for (const query of [
        { index: 'none' },
        { index: 'byName', equals: { group: 'x' } },
        { index: 'byGroup', equals: { score: 2 } },
        { index: 'byName', equals: { name: 'pear', group: 'x' } },
        { index: 'inGroup', equals: { group: 'x' }, range: { from: 1 } },
        { index: 'byName', view: 'note' },
      ])
        await expect(store.page(set, pageOf(query))).rejects.toThrow();
    });

    test('VS44 a page of a negative or broken size is refused', async () => {
      for (const first of [-1, 1.5, NaN])
        await expect(store.page(set, pageOf({ index: 'byName', first }))).rejects.toThrow();
    });
  });
