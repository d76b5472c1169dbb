import { batched, readerOf, type Docs, type Event, type Projection } from '@proficio/events';
import { temporaryStores } from '../kit/stores.js';

const projection: Projection<Docs, Event> = {
  name: 'noted',
  version: 1,
  from: [],
  views: { one: {}, other: {} },
  keys: () => [],
  evolve: () => undefined,
};
const set = { projection: 'noted', version: 1, partition: 'all', generation: 1 };
const { views } = temporaryStores();
const read = readerOf(views);

beforeAll(async () => {
  await views.create(set, projection.views);
  await views.activate(set, undefined);
  const places = ['one t a', 'one t b', 'other t a', 'one u a'].map((place) => place.split(' '));
  const puts = places.map(([view = '', tenant = '', key = '']) => ({
    view,
    tenant,
    key,
    doc: `${view} ${tenant} ${key}`,
  }));
  await views.commit({ set, expected: undefined, position: 1n, puts, deletes: [] });
});

/** The documents that the store is asked for, one list for each time. */
let reads: (readonly string[])[] = [];
const live = views.live.bind(views);
views.live = (documents, pages) => {
  reads.push(documents.flatMap(({ view, tenant, keys }) => keys.map((key) => `${view} ${tenant} ${key}`)));
  return live(documents, pages);
};
beforeEach(() => (reads = []));

test('what many ask for at once is read together, each document once, and each gets their own', async () => {
  const together = batched(read)(projection);
  const found = await Promise.all([
    together.get('one', 't', 'b'),
    together.getMany('one', 't', ['a', 'b', 'none']),
    together.get('other', 't', 'a'),
    together.get('one', 'u', 'a'),
    together.getMany('one', 't', []),
  ]);
  expect(found).toEqual(['one t b', ['one t a', 'one t b', undefined], 'other t a', 'one u a', []]);
  expect(reads).toEqual([['one t b', 'one t a', 'one t none'], ['other t a'], ['one u a']]);
});
test('what is asked for later is read anew', async () => {
  const together = batched(read)(projection);
  expect(await together.get('one', 't', 'a')).toBe(await together.get('one', 't', 'a'));
  expect(reads).toHaveLength(2);
});
test('whoever waited for a read that fails learns of it', async () => {
  const nowhere = batched(read)({ ...projection, name: 'nowhere' });
  const outcomes = await Promise.allSettled(['a', 'b'].map((key) => nowhere.get('one', 't', key)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
