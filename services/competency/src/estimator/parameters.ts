import type { EvidenceKind } from '@proficio/events';

/** `proficiency@1`. These numbers never change their meaning: others would be another version. */

/** Variances before anything was learnt; all means start at 0. */
export const PRIOR = { constant: 1, skill: 1, item: 1, learner: 1, learnerSkill: 0.5, feature: 0.05 } as const;

/** What a learner's own variances regain: with each piece of evidence, and with each day without. */
export const DRIFT = { learner: 0.002, learnerSkill: 0.005, day: 0.01 } as const;

/** What a skill without evidence may hide: the prior variance of its own term, and of what is shared about it. */
export const UNSEEN = 1.5;

/** No term becomes certain, and no answer is so expected that it teaches nothing. */
export const SMALLEST_VARIANCE = 1e-6;
export const SMALLEST_INFORMATION = 1e-4;

/** How much of a moving average is kept when the next outcome comes. */
export const KEEP = { skill: 0.7, slow: 0.9, fast: 0.6 } as const;

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** Scored items alone feed the practice features, and are alone predicted with them. */
export const isPractice = (kind: EvidenceKind): boolean => kind === 'scored-item';

/** What people say of themselves must not make a skill look hard or easy for others. */
export const teachesShared = (kind: EvidenceKind): boolean => kind !== 'self-rating' && kind !== 'recognised-prior';
