import { gathered, type LiveDocuments } from '@proficio/events';
import { temporaryStores } from '../kit/stores.js';

const { views } = temporaryStores();
const setOf = (projection: string) => ({ projection, version: 1, partition: 'all', generation: 1 });
const NAMES = ['one', 'two', 'three'];
const put = (tenant: string, key: string, n: number) => ({ view: 'seen', tenant, key, doc: { n, by: tenant } });

beforeAll(async () => {
  for (const name of NAMES) {
    const set = setOf(name);
    await views.create(set, { seen: { byN: ['n'] }, other: {} });
    await views.activate(set, undefined);
    const puts = [put('t', 'a', 1), put('t', 'b', 2), put('u', 'a', 3), { ...put('t', 'a', 4), view: 'other' }];
    await views.commit({ set, expected: undefined, position: 1n, puts, deletes: [] });
  }
});

/** What the store is asked for, each time. */
let reads: string[] = [];
const live: typeof views.live = (documents, pages) => {
  const asked = documents.map(({ of, view, tenant, keys }) => `${of.projection} ${view} ${tenant} ${keys.join('')}`);
  reads.push([...asked, ...pages.map(({ page }) => `page of ${page.tenant}`)].join(', '));
  return views.live(documents, pages);
};
beforeEach(() => (reads = []));

const seen = (projection: string, tenant: string, ...keys: readonly string[]): LiveDocuments => ({
  of: setOf(projection),
  view: 'seen',
  tenant,
  keys,
});
const other = (...given: Parameters<typeof seen>): LiveDocuments => ({ ...seen(...given), view: 'other' });
const pageOf = (tenant: string) => ({
  of: setOf('one'),
  page: { view: 'seen', tenant, index: 'byN', equals: {}, first: 5 },
});
const numbers = async (found: Promise<Awaited<ReturnType<typeof live>>>) => {
  const { documents, pages } = await found;
  const of = (doc: unknown) => (doc as { readonly n: number } | undefined)?.n;
  return [documents.map((docs) => docs.map(of)), pages.map(({ entries }) => entries.map(({ doc }) => of(doc)))];
};

test('what many ask for at once, of any projection, is one read, and each gets their own', async () => {
  const together = gathered({ live });
  const found = await Promise.all([
    numbers(together([seen('one', 't', 'a', 'none'), seen('two', 't', 'b')], [])),
    numbers(together([], [pageOf('u')])),
    numbers(together([seen('one', 't', 'b', 'a')], [pageOf('t')])),
    numbers(together([seen('one', 'u', 'a'), other('one', 't', 'a')], [])),
  ]);
  expect(found).toEqual([
    [[[1, undefined], [2]], []],
    [[], [[3]]],
    [[[2, 1]], [[1, 2]]],
    [[[3], [4]], []],
  ]);
  expect(reads).toEqual(['one seen t anoneb, two seen t b, one seen u a, one other t a, page of u, page of t']);
});
test('what is asked for later is read anew', async () => {
  const together = gathered({ live });
  for (let n = 0; n < 2; n++) await together([seen('one', 't', 'a')], []);
  expect(reads).toHaveLength(2);
});
test('nobody’s documents are read in another order than they ask for', async () => {
  const together = gathered({ live });
  const [first, second, third] = [seen('one', 't', 'a'), other('one', 't', 'a'), seen('two', 't', 'a')];
  const all = [[first, second], [second, third], [second, first], [first]];
  const found = await Promise.all(all.map((asked) => numbers(together(asked, []))));
  expect(found.map(([docs]) => docs)).toEqual([[[1], [4]], [[4], [1]], [[4], [1]], [[1]]]);
  expect(reads).toEqual(['one seen t a, one other t a, two seen t a', 'one other t a, one seen t a']);
});
test('whoever waited for a read that fails learns of it', async () => {
  const together = gathered({ live });
  const asked = ['one', 'nowhere'].map((name) => together([seen(name, 't', 'a')], []));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
