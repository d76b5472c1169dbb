import { domainEstimate, explainSkill, movesOf, skillEstimate, type Estimate as Belief } from '../estimator/index.js';
import { NOTHING_KNOWN, type Estimate, type ScorePolicy } from './policy.js';
import { WEIGHTS } from './weights.js';

/** The estimator, and the release's default. */
export const proficiency: ScorePolicy = {
  policy: { id: 'proficiency', version: 1, parameters: {} },
  name: 'proficiency@1',
  weights: WEIGHTS,
  counts: (kind) => WEIGHTS[kind] > 0,
  estimate: ({ own, taught, day }) => {
    const terms = own();
    if (terms === null)
      return { skill: () => NOTHING_KNOWN, domain: () => NOTHING_KNOWN, explain: () => null, moves: () => [] };
    return {
      skill: (skill) => believed(skillEstimate(terms, skill, day)),
      domain: (counting) => believed(domainEstimate(terms, counting, day)),
      explain: (skill) => explainSkill(terms, skill),
      moves: (skill) => movesOf(taught(), skill),
    };
  },
};

const believed = (belief: Belief | null): Estimate =>
  belief ? { score: belief.score, standardError: belief.standardError, belief } : NOTHING_KNOWN;
