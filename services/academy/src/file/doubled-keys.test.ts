import { doubledKeys } from './doubled-keys.js';

test('an entry whose key an earlier one has', async () =>
  expect(await doubledKeys('items')({ items: [{ key: 'a' }, { key: 'b' }, { key: 'a' }] })).toEqual([
    { field: 'items.2.key', reason: '"a" stands at items.0.key already' },
  ]));
test.each([{}, { items: 'none' }, [], null])('nothing is doubled where there is no list: %j', async (content) =>
  expect(await doubledKeys('items')(content)).toEqual([]),
);
