/** Inputs of a small bank about the kit's small framework. */

/** Bound to one skill. */
export const to = (skill: string, framework = 'small') => [{ framework, skill }];
export const options = ['a', 'b', 'c'].map((key) => ({ key, text: `Option ${key}` }));
export const QUESTIONS: Readonly<Record<string, object>> = {
  choice: { kind: 'SINGLE_CHOICE', options, correct: ['a'] },
  many: { kind: 'MULTIPLE_CHOICE', options, correct: ['a', 'b'] },
  number: { kind: 'NUMERIC', value: 20, tolerance: 0.5 },
  words: { kind: 'SHORT_TEXT', accepted: ['band saw'] },
  exam: { kind: 'GRADED' },
  'can-craft': { kind: 'SELF_RATING' },
  'can-judge': { kind: 'SELF_RATING' },
};
const SKILLS: Readonly<Record<string, string>> = { number: 'joinery', 'can-judge': 'choosing' };
export const item = (key: string) => ({
  key,
  title: `Item ${key}`,
  bindings: to(SKILLS[key] ?? 'sawing'),
  maximum: key === 'exam' ? 100 : 4,
  question: QUESTIONS[key],
});
export const quiz = {
  key: 'sawing',
  title: 'Sawing',
  framework: 'small',
  purpose: 'QUIZ',
  items: ['choice', 'many', 'words'],
};
export const self = {
  key: 'gaps',
  title: 'Where you stand',
  framework: 'small',
  purpose: 'SELF_ASSESSMENT',
  items: ['can-craft', 'can-judge'],
};
export const level = (value: number) => ({ key: `at-${value * 4}`, title: `At ${value}`, value });
export const rubric = {
  key: 'box',
  title: 'A box',
  criteria: [{ key: 'fit', title: 'It fits', bindings: to('joinery'), levels: [level(0.25), level(0.75)] }],
};
