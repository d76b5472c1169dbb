import type { Question } from '@proficio/events';
import fc from 'fast-check';
import type { Given } from './commands.js';
import { misfits, outcomeOf } from './scoring.js';

const options = ['a', 'b', 'c', 'd'].map((key) => ({ key, text: key.toUpperCase() }));
const single: Question = { kind: 'single-choice', options, correct: 'b' };
const multiple: Question = { kind: 'multiple-choice', options, correct: ['a', 'b'] };
const numeric = (correct: number, tolerance: number): Question => ({ kind: 'numeric', correct, tolerance });
const shortText = (...accepted: string[]): Question => ({ kind: 'short-text', accepted });
const choose = (...choices: string[]): Given => ({ kind: 'multiple-choice', choices });
const write = (text: string): Given => ({ kind: 'short-text', text });

describe('single choice', () => {
  test.each([
    ['b', 1],
    ['a', 0],
  ])('%s earns %d', (choice, outcome) => expect(outcomeOf(single, { kind: 'single-choice', choice })).toBe(outcome));
});

describe('multiple choice: right less wrong, of all that are right', () => {
  test.each([
    [['a', 'b'], 1],
    [['b', 'a'], 1],
    [['a'], 0.5],
    [['a', 'c'], 0],
    [['a', 'b', 'c'], 0.5],
    [['c', 'd'], 0],
    [['a', 'b', 'c', 'd'], 0],
    [[], 0],
  ])('%j earns %d', (choices, outcome) => expect(outcomeOf(multiple, choose(...choices))).toBe(outcome));
});

describe('a number within the tolerance, ends included', () => {
  test.each([
    [10, 0.5, 10.5, 1],
    [10, 0.5, 9.5, 1],
    [10, 0.5, 10.51, 0],
    [0.3, 0.1, 0.4, 1],
    [0.3, 0, 0.1 + 0.2, 1],
    [0.3, 0, 0.3000001, 0],
    [-5, 0, 5, 0],
    [0, 0, -0, 1],
    [1e300, 0, -1e300, 0],
    [1.7e308, 0, -1.7e308, 0],
  ])('%d give or take %d: %d earns %d', (correct, tolerance, value, outcome) =>
    expect(outcomeOf(numeric(correct, tolerance), { kind: 'numeric', value })).toBe(outcome),
  );
});

describe('a short text among the accepted ones', () => {
  test.each([
    ['blanks around and between', 'context window', '  Context\t\n window '],
    ['a blank that does not break', 'context window', 'context\u00a0window'],
    ['upper case', 'rouge', 'ROUGE'],
    ['a sharp s', 'Straße', 'STRASSE'],
    ['a final sigma', 'ΛΟΓΟΣ', 'λογος'],
    ['wide letters', 'RAG', 'ｒａｇ'],
    ['a ligature', 'efficiency', 'eﬃciency'],
    ['an accent of its own', 'café', 'cafe\u0301'],
    ['a superscript', 'n2', 'n²'],
  ])('%s', (_what, accepted, text) => expect(outcomeOf(shortText('other', accepted), write(text))).toBe(1));
  test.each(['cafe', 'contextwindow', '', 'context window size'])('%j is another text', (text) =>
    expect(outcomeOf(shortText('café', 'context window'), write(text))).toBe(0),
  );
});

test.each([
  [true, 1],
  [false, 0],
])('confident %s earns %d', (confident, outcome) =>
  expect(outcomeOf({ kind: 'self-rating' }, { kind: 'self-rating', confident })).toBe(outcome),
);

describe('an answer must fit its item', () => {
  const fields = (question: Question, given: Given) => misfits(question, given).map(({ field }) => field);

  test('the kind', () => expect(fields(single, choose('a'))).toEqual(['response.kind']));
  test('what is scored elsewhere', () => expect(fields({ kind: 'graded' }, choose('a'))).toEqual(['item']));
  test('an option', () => expect(fields(single, { kind: 'single-choice', choice: 'z' })).toEqual(['response.choice']));
  test('every option', () =>
    expect(fields(multiple, choose('z', 'a', 'y'))).toEqual(['response.choices.0', 'response.choices.2']));
  test('each option once', () => expect(fields(multiple, choose('a', 'a'))).toEqual(['response.choices.1']));
  test('nothing is wrong with choosing nothing', () => expect(fields(multiple, choose())).toEqual([]));
});

const anyText = fc.string({ unit: 'grapheme', maxLength: 20 });
test('a text is accepted as itself, in any case and with any blanks around', () =>
  fc.assert(
    fc.property(anyText, (text) => {
      expect(outcomeOf(shortText(text), write(` ${text}\n`))).toBe(1);
      expect(outcomeOf(shortText(text), write(text.toUpperCase()))).toBe(1);
    }),
  ));
test('partial credit is always from 0 to 1', () =>
  fc.assert(
    fc.property(
      fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
      fc.subarray(['a', 'b', 'c', 'd']),
      (correct, choices) => {
        const outcome = outcomeOf({ kind: 'multiple-choice', options, correct }, choose(...choices));
        expect(outcome).toBeGreaterThanOrEqual(0);
        expect(outcome).toBeLessThanOrEqual(1);
      },
    ),
  ));
