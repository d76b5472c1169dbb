import { canvasRule, CANVAS, type Told } from '../rules/canvas.js';
import { rulePolicy } from './rule.js';
import { nameOf, type ScorePolicy } from './policy.js';

/**
 * One of Canvas's rules; with `points` possible, rounded to two decimals of them. `mastery`, 0 to 1, is the framework's,
 * and holds where the policy names none.
 *
 * @throws Rejection POLICY_UNKNOWN for an id that is not Canvas's; POLICY_INVALID with every parameter out of range
 */
export const canvas = (id: string, told: Told, mastery: number): ScorePolicy => {
  const rule = canvasRule(id, told, mastery);
  const parameters = CANVAS.get(id)?.parameters ?? {};
  const defaults = new Map(Object.entries(parameters).map(([name, { otherwise }]) => [name, otherwise]));
  const other = Object.entries(told)
    .flatMap(([name, value]) => (value === null || value === defaults.get(name) ? [] : [[name, value] as const]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const policy = { id, version: 1, parameters: Object.fromEntries(other) };
  return rulePolicy(policy, nameOf(policy), rule);
};
