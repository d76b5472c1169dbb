import { nestsDeeper } from './nesting.js';

const within = (open: string, close: string, depth: number) => `${open.repeat(depth)}${close.repeat(depth)}`;

test.each([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
  ['{a(b:[', '])}'],
])('%s within itself', (open, close) => {
  const each = open.replace(/[^[({]/g, '').length;
  expect(nestsDeeper(within(open, close, 12 / each), 12)).toBe(false);
  expect(nestsDeeper(within(open, close, 12 / each), 11)).toBe(true);
});
test('brackets beside each other', () => expect(nestsDeeper('{ a(b: [1]) } '.repeat(1000), 3)).toBe(false));
test.each([
  ['a string', '"[[[["'],
  ['a string with quotes in it', String.raw`"\"[[[[\\"`],
  ['an empty string', '"" [ ""'],
  ['a block of text', '"""[[ "[[" [["""'],
  ['a block of text with its own end in it', String.raw`"""[[ \""" [["""`],
  ['a comment', '# [[[[ " \n'],
])('in %s they are no brackets', (_name, text) => {
  expect(nestsDeeper(`[${text}]`, 2)).toBe(false);
  expect(nestsDeeper(`[${text}[[]]]`, 2)).toBe(true);
});
test.each(['"', '"""', '"""\\"""', '#'])('what %s begins and nothing ends comes to an end', (text) =>
  expect(nestsDeeper(text.repeat(100_000), 5)).toBe(false),
);
