import type { EvidenceKind } from '@proficio/events';
import type { Counting } from '../publication/prepared.js';
import type { Rule } from '../rules/rules.js';
import { NOTHING_KNOWN, type Estimate, type Known, type Policy, type ScorePolicy } from './policy.js';
import { WEIGHTS } from './weights.js';

const COUNTED: readonly EvidenceKind[] = ['scored-item', 'graded-score', 'rubric'];
const counts = (kind: EvidenceKind): boolean => COUNTED.includes(kind);

/** A gradebook's rule, computed from the kept evidence whenever it is read. */
export const rulePolicy = (policy: Policy, name: string, rule: Rule): ScorePolicy => ({
  policy,
  name,
  weights: WEIGHTS,
  counts,
  estimate: (known) => {
    const estimates = new Map<string, Estimate>();
    const skill = (key: string): Estimate => {
      const estimate = estimates.get(key) ?? { ...NOTHING_KNOWN, score: scoreOf(known, key, rule) };
      estimates.set(key, estimate);
      return estimate;
    };
    return { skill, domain: (counting) => meanByWeight(counting, skill), explain: () => null, moves: () => [] };
  },
});

/** By what counts and stands, in order. */
const scoreOf = ({ evidenceOf }: Known, skill: string, rule: Rule): number | null => {
  let tally = rule.initial;
  for (const { kind, outcome, withdrawnAt } of evidenceOf(skill))
    if (withdrawnAt === undefined && counts(kind)) tally = rule.add(tally, outcome);
  return rule.score(tally);
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
  return weights === 0 ? NOTHING_KNOWN : { ...NOTHING_KNOWN, score: sum / weights };
};
