import { StreamCache, type Folded } from './stream-cache.js';

const folded = (state: string): Folded<string> => ({ state, revision: 0n, position: 0n, written: new Map() });
const filled = (limit: number, ...streams: readonly string[]) => {
  const cache = new StreamCache(limit);
  for (const stream of streams) cache.set(stream, folded(stream));
  return cache;
};
const held = (cache: StreamCache, streams: readonly string[]) => streams.filter((stream) => cache.get(stream));

test('gives what was set last, until it is dropped', () => {
  const cache = filled(10, 'a');
  cache.set('a', folded('again'));
  expect(cache.get<string>('a')?.state).toBe('again');
  cache.drop('a');
  expect(cache.get('a')).toBeUndefined();
});
test('holds no more than its limit, and what was used lately longest', () => {
  const all = Array.from({ length: 100 }, (_, n) => `s${n}`);
  const cache = filled(10);
  for (const stream of all) {
    cache.set(stream, folded(stream));
    cache.get('s0');
  }
  const left = held(cache, all.toReversed());
  expect(left.length).toBeLessThanOrEqual(10);
  expect(left).toEqual(expect.arrayContaining(['s0', 's96', 's97', 's98', 's99']));
});
test('what was dropped does not come back from before', () => {
  const cache = filled(4, 'a', 'b', 'c');
  cache.drop('a');
  cache.drop('c');
  expect(held(cache, ['a', 'b', 'c'])).toEqual(['b']);
});
test('work on one stream goes in turn, and a failure lets the next go on', async () => {
  const cache = new StreamCache();
  const done: string[] = [];
  const work = (name: string, ms: number) =>
    cache.inTurn('s', async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      done.push(name);
      if (name === 'first') throw new Error('no');
    });
  const [first] = await Promise.allSettled([work('first', 20), work('second', 0)]);
  expect([first?.status, done]).toEqual(['rejected', ['first', 'second']]);
});
