import { expectedOf, sigmoid } from './correction.js';
import { DAY_MS, DRIFT, PRIOR, UNSEEN } from './parameters.js';
import { placeOf, read } from './rows.js';
import { LEARNER, MEAN, SKILL, SKILL_WIDTH, VARIANCE, type OwnTerms } from './terms.js';

/** What is shown of a skill or a domain: a normal on the logit, and what it means from 0 to 1. */
export interface Estimate {
  readonly mean: number;
  /** As the evidence left it. Days passing move neither it nor the score. */
  readonly variance: number;
  /** On the day asked about. */
  readonly varianceOnDay: number;
  readonly score: number;
  readonly standardError: number;
}

/** The start, in UTC, of the day of a moment: days count up to there, so that a profile holds for a day. */
export const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** A skill's, for an average item; null while it has no evidence. `day` is the start of the day asked about. */
export const skillEstimate = (own: OwnTerms, skill: string, day: number): Estimate | null => {
  const from = placeOf(own.skills, skill, SKILL_WIDTH);
  if (from < 0) return null;
  const { numbers } = own.skills;
  const mean = baseMean(own, from) + (read(own.learner, MEAN) + read(numbers, from + MEAN));
  const base = read(numbers, from + SKILL.BASE_VARIANCE);
  const variance = base + (read(own.learner, VARIANCE) + read(numbers, from + VARIANCE));
  const onDay = base + (learnerVariance(own, day) + learnerSkillVariance(own, from, day));
  return estimateOf(mean, variance, onDay);
};

/** A skill that counts in a domain, by its weight there, above 0. */
export interface Counting {
  readonly skill: string;
  readonly weight: number;
}

/** A domain's, over every skill that counts in it; null while none has evidence. What is not covered is uncertain. */
export const domainEstimate = (own: OwnTerms, counting: readonly Counting[], day: number): Estimate | null => {
  const { covered, all, parts, missing } = coverageOf(own, counting);
  if (covered === 0) return null;
  let mean = read(own.learner, MEAN);
  let [variance, onDay, squares] = [0, 0, 0];
  for (const { from, weight } of parts) {
    const a = weight / covered;
    const base = read(own.skills.numbers, from + SKILL.BASE_VARIANCE);
    mean += a * (baseMean(own, from) + read(own.skills.numbers, from + MEAN));
    variance += a * a * (base + read(own.skills.numbers, from + VARIANCE));
    onDay += a * a * (base + learnerSkillVariance(own, from, day));
    squares += a * a;
  }
  const uncovered = 1 - covered / all;
  const unseen = UNSEEN * uncovered * uncovered * squares + UNSEEN * (missing / (all * all));
  return estimateOf(mean, read(own.learner, VARIANCE) + variance + unseen, learnerVariance(own, day) + onDay + unseen);
};

/** `missing` is the sum of the squared weights of skills without evidence. */
const coverageOf = ({ skills }: OwnTerms, counting: readonly Counting[]) => {
  const parts: { readonly from: number; readonly weight: number }[] = [];
  let [covered, all, missing] = [0, 0, 0];
  for (const { skill, weight } of counting) {
    all += weight;
    const from = placeOf(skills, skill, SKILL_WIDTH);
    if (from < 0) {
      missing += weight * weight;
      continue;
    }
    covered += weight;
    parts.push({ from, weight });
  }
  return { covered, all, parts, missing };
};

const estimateOf = (mean: number, variance: number, varianceOnDay: number): Estimate => {
  const likely = sigmoid(mean);
  const standardError = Math.sqrt(varianceOnDay) * likely * (1 - likely);
  return { mean, variance, varianceOnDay, score: expectedOf(mean, variance), standardError };
};

const baseMean = ({ skills: { numbers } }: OwnTerms, from: number): number =>
  read(numbers, from + SKILL.EASE) + read(numbers, from + SKILL.PRACTICE);

const learnerVariance = ({ learner }: OwnTerms, day: number): number =>
  widened(read(learner, VARIANCE), PRIOR.learner, read(learner, LEARNER.LAST), day);
const learnerSkillVariance = ({ skills: { numbers } }: OwnTerms, from: number, day: number): number =>
  widened(read(numbers, from + VARIANCE), PRIOR.learnerSkill, read(numbers, from + SKILL.LAST), day);

const widened = (variance: number, prior: number, last: number, day: number): number =>
  Math.min(prior, variance + (DRIFT.day * Math.max(0, day - last)) / DAY_MS);
