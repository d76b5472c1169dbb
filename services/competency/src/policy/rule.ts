import type { EvidenceKind } from '@proficio/events';
import type { Counting } from '../publication/prepared.js';
import { NOTHING_KNOWN, type Estimate, type Known, type Policy, type ScorePolicy } from './policy.js';
import { roundedHalfUp } from './rounding.js';
import { WEIGHTS } from './weights.js';

/** Scores of one learner and skill, oldest first and never empty, to one score; null where the rule gives none. */
export type Rule = (scores: readonly number[]) => number | null;

const COUNTED: readonly EvidenceKind[] = ['scored-item', 'graded-score', 'rubric'];
const counts = (kind: EvidenceKind): boolean => COUNTED.includes(kind);

/**
 * A gradebook's rule, computed from the kept evidence whenever it is read. With `points`, scores are counted and
 * rounded as the gradebook does, out of so many points.
 */
export const rulePolicy = (policy: Policy, name: string, rule: Rule, points: number | null): ScorePolicy => ({
  policy,
  name,
  weights: WEIGHTS,
  counts,
  estimate: (known) => {
    const estimates = new Map<string, Estimate>();
    const skill = (key: string): Estimate => {
      const estimate = estimates.get(key) ?? estimateOf(scoresOf(known, key), rule, points);
      estimates.set(key, estimate);
      return estimate;
    };
    return { skill, domain: (counting) => meanByWeight(counting, skill) };
  },
});

/** Outcomes of what counts and stands. A piece without an outcome is no evidence, a zero is. */
const scoresOf = ({ evidenceOf }: Known, skill: string): readonly number[] => {
  const scores: number[] = [];
  for (const { kind, outcome, withdrawnAt } of evidenceOf(skill))
    if (outcome !== null && withdrawnAt === undefined && counts(kind)) scores.push(outcome);
  return scores;
};

const estimateOf = (scores: readonly number[], rule: Rule, points: number | null): Estimate => {
  if (scores.length === 0) return NOTHING_KNOWN;
  if (points === null) return { score: rule(scores), standardError: null };
  const score = rule(scores.map((score) => score * points));
  return { score: score === null ? null : roundedHalfUp(score) / points, standardError: null };
};

/** A domain under a rule is the mean of its skills' scores by weight, of those that have one. */
const meanByWeight = (counting: readonly Counting[], skill: (key: string) => Estimate): Estimate => {
  let sum = 0;
  let weights = 0;
  for (const { skill: key, weight } of counting) {
    const { score } = skill(key);
    if (score === null) continue;
    sum += weight * score;
    weights += weight;
  }
  return weights === 0 ? NOTHING_KNOWN : { score: sum / weights, standardError: null };
};
