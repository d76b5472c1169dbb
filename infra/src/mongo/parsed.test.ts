import { ParsedDocuments } from './parsed.js';

const kept = (pos: bigint, doc: unknown, _id = 't\0k') => ({ _id, pos, doc: JSON.stringify(doc) });

test('a document that was not written since is the same, frozen to its leaves', () => {
  const parsed = new ParsedDocuments();
  const first = parsed.of('view.1.item', kept(1n, { list: [{ a: 1 }] })) as { readonly list: object[] };
  expect(parsed.of('view.1.item', kept(1n, { list: [{ a: 1 }] }))).toBe(first);
  expect(() => first.list.push({})).toThrow(TypeError);
  expect([first, ...first.list].every(Object.isFrozen)).toBe(true);
});
test('another position, collection, tenant or key is another document', () => {
  const parsed = new ParsedDocuments();
  parsed.of('view.1.item', kept(1n, 'old'));
  expect(parsed.of('view.1.item', kept(2n, 'new'))).toBe('new');
  expect(parsed.of('view.1.item', kept(1n, 'old'))).toBe('old');
  expect(parsed.of('view.2.item', kept(1n, 'other set'))).toBe('other set');
  expect(parsed.of('view.1.item', kept(1n, 'other tenant', 'u\0k'))).toBe('other tenant');
  expect(parsed.of('view.1.item', { _id: 't\0k', pos: 1n })).toBeUndefined();
});
test('those used longest ago leave first, and a heavy one makes nobody leave', () => {
  const parsed = new ParsedDocuments(100);
  const of = (key: string) => parsed.of('v', kept(1n, { key }, key));
  const [a, b] = [of('a'), of('b')];
  for (const key of 'cdefg') {
    of(key);
    expect(of('a')).toBe(a);
  }
  parsed.of('v', kept(1n, 'x'.repeat(99), 'heavy'));
  expect(of('a')).toBe(a);
  for (const key of 'hijk') of(key);
  expect(of('b')).not.toBe(b);
});
