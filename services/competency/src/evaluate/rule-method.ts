import { canvasRule, CANVAS } from '../rules/canvas.js';
import type { Rule, Tally } from '../rules/rules.js';
import { numbered, type Method } from './method.js';
import { recalibration } from './recalibration.js';
import { isCounted } from './row.js';

/** What counts as mastery without a framework: three of five, where Canvas draws the line unless told otherwise. */
const MASTERY = 0.6;

/** Every rule of Canvas's with its default parameters. Nothing is rounded. */
export const ruleMethods = (): readonly Method[] =>
  [...CANVAS.keys()].map((id) => ruleMethod(`${id}@1`, canvasRule(id, {}, MASTERY)));

/** Predicts a rule's score as a probability, and the running mean while there is none; then the same recalibrated. */
const ruleMethod = (name: string, rule: Rule): Method => {
  const learners = numbered(() => new Map<number, Tally>());
  const recalibrate = recalibration();
  return {
    answers: [
      { name, recalibrated: false },
      { name, recalibrated: true },
    ],
    predict: (row, mean) => {
      const groups = learners(row.learner);
      const tally = groups.get(row.group) ?? rule.initial;
      const score = rule.score(tally);
      const counted = isCounted(row);
      if (counted) groups.set(row.group, rule.add(tally, row.outcome));
      return [score ?? mean, recalibrate(score, mean, counted ? row.outcome : null)];
    },
  };
};
