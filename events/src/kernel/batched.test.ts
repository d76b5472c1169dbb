import { batched } from './batched.js';
import type { Docs, Projection, ReaderOf, ViewReader } from './projection.js';

type Reads = (readonly [view: string, tenant: string, keys: readonly string[]])[];
const projection: Projection<{ readonly one: string; readonly other: string }> = {
  name: 'p',
  version: 1,
  from: [],
  views: { one: {}, other: {} },
  keys: () => [],
  evolve: () => undefined,
};

/** Documents that tell where they are from; what is read of them is noted. */
const noting = (reads: Reads): ReaderOf => {
  const reader = {
    getMany: async (view: string, tenant: string, keys: readonly string[]) => {
      reads.push([view, tenant, keys]);
      return keys.map((key) => (key === 'none' ? undefined : `${view} ${tenant} ${key}`));
    },
  };
  return () => reader as unknown as ViewReader<Docs> as never;
};

test('what many ask for at once is read together, each document once, and each gets their own', async () => {
  const reads: Reads = [];
  const read = batched(noting(reads));
  const found = await Promise.all([
    read(projection).get('one', 't', 'b'),
    read(projection).getMany('one', 't', ['a', 'b', 'none']),
    read(projection).get('other', 't', 'a'),
    read(projection).get('one', 'u', 'a'),
    read(projection).getMany('one', 't', []),
  ]);
  expect(found).toEqual(['one t b', ['one t a', 'one t b', undefined], 'other t a', 'one u a', []]);
  expect(reads).toEqual([
    ['one', 't', ['b', 'a', 'none']],
    ['other', 't', ['a']],
    ['one', 'u', ['a']],
  ]);
});
test('what is asked for later is read anew', async () => {
  const reads: Reads = [];
  const read = batched(noting(reads));
  await read(projection).get('one', 't', 'a');
  await read(projection).get('one', 't', 'a');
  expect(reads).toHaveLength(2);
});
test('whoever waited for a read that fails learns of it', async () => {
  const broken = { getMany: () => Promise.reject(new Error('broken')) };
  const read = batched(() => broken as unknown as ViewReader<Docs> as never);
  const outcomes = await Promise.allSettled(['a', 'b'].map((key) => read(projection).get('one', 't', key)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
