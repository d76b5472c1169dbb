import { Refusal } from '../api/ask.js';
import { each } from './each.js';

const load = async ({ key }: { readonly key: string }) => {
  if (key === 'bad') throw new Refusal('ITEM_FAULTY', '', [{ field: 'bindings.0.skill', reason: 'is no skill' }]);
  return { key, outcome: 'loaded', position: undefined } as const;
};

test('an entry that is refused is told by its place in the file, and how many of the others were taken', () =>
  expect(each('items', [{ key: 'good' }, { key: 'bad' }, { key: 'better' }], load)).rejects.toThrow(
    'items.1.bindings.0.skill (bad): is no skill\n2 of 3 items were taken',
  ));
test('where nothing is refused, each entry is told', () =>
  expect(each('items', [{ key: 'good' }], load)).resolves.toMatchObject([{ key: 'good', outcome: 'loaded' }]));
