import { InvalidArgumentError } from 'commander';
import { condition, mapping, names, points, rows } from './options.js';

test('conditions and mappings add up', () => {
  expect(condition('a=1,2,b=3', [{ c: ['4'] }])).toEqual([{ c: ['4'] }, { a: ['1', '2'], b: ['3'] }]);
  expect(condition('a=1,a=2')).toEqual([{ a: ['1', '2'] }]);
  expect(mapping('item=q, skill = of', { learner: 'pupil' })).toEqual({ learner: 'pupil', item: 'q', skill: 'of' });
});
test('columns stand with commas between them', () => expect(names('a, b')).toEqual(['a', 'b']));
test('numbers are numbers', () => expect([rows('12'), points('59.5'), points('-1')]).toEqual([12, 59.5, -1]));

test.each<readonly [string, (text: string) => unknown, string]>([
  ['rows', rows, 'some'],
  ['rows', rows, '-1'],
  ['rows', rows, ''],
  ['points', points, ''],
  ['points', points, 'NaN'],
  ['a mapping', mapping, 'learner'],
  ['a mapping', mapping, '=pupil'],
  ['columns', names, 'a,,b'],
  ['a condition', condition, '2013B'],
])('%s of %j is refused', (_what, read, text) => expect(() => read(text)).toThrow(InvalidArgumentError));
