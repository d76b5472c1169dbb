import { CANVAS, canvasRule, type Told } from '../rules/canvas.js';
import type { ScorePolicy } from './policy.js';
import { rulePolicy } from './rule.js';

const ID = 'canvas/weighted-average';
/** This rule asks for no mastery. */
const NO_MASTERY = 0;

/**
 * Canvas's weighted average (which it stores as `decaying_average`): the newest score against the mean of all before it,
 * in `percent`; with `points` possible, rounded to two decimals of them.
 *
 * @throws Rejection POLICY_INVALID with every parameter that is out of range
 */
export const weightedAverage = (told: Told = {}): ScorePolicy => {
  const percent = CANVAS.get(ID)?.parameters.percent?.otherwise ?? null;
  const policy = { id: ID, version: 1, parameters: { percent, points: null, ...told } };
  return rulePolicy(policy, nameOf(told, { percent, points: null }), canvasRule(ID, told, NO_MASTERY));
};

/** Id and version, and the parameters that are not the defaults. */
const nameOf = (told: Told, defaults: Told): string => {
  const other = Object.entries(told).filter(([name, value]) => value !== defaults[name]);
  const parameters = other.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${ID}@1${parameters === '' ? '' : ` {${parameters}}`}`;
};
