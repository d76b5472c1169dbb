import type { EvidenceKind } from '@proficio/events';

/**
 * One answer of a table, as the methods see it. Learners, items, skills and groups are numbered from 0, each as it is
 * first met, so that whatever is kept of them is a place in an array.
 */
export interface Row {
  readonly learner: number;
  readonly item: number;
  readonly skill: number;
  readonly kind: EvidenceKind;
  /** Points of `maximum`, and the same as 0 to 1. */
  readonly points: number;
  readonly maximum: number;
  readonly outcome: number;
  /** Milliseconds from any moment that is the same for all rows; 0 throughout where there is no time. */
  readonly at: number;
  /** What the rule policies keep apart of a learner's. */
  readonly group: number;
  /** Scored only if the learner had an earlier row of the same group; null: whether or not. */
  readonly after: number | null;
  /** Learnt from and not scored. */
  readonly warmup: boolean;
}

/** Rule policies, and the baselines beside them, know these kinds; what people say of themselves is none of them. */
export const isCounted = ({ kind }: Row): boolean =>
  kind === 'scored-item' || kind === 'graded-score' || kind === 'rubric';
