import { countsOf, type Row, type Verdict } from '../suppression/judge.js';
import type { Group } from '../suppression/told.js';

/** What is shown of a cohort in one domain or skill; null for what is withheld, or where there is nothing to tell. */
export interface Figures {
  readonly learners: readonly (number | null)[];
  readonly learnersBefore: readonly (number | null)[];
  readonly withEvidence: number | null;
  readonly meanScore: number | null;
  /** Of the mean score, of whoever had one on both days. */
  readonly change: number | null;
  readonly withGap: number | null;
  /** In levels, of whoever has a target. */
  readonly meanGap: number | null;
  readonly suppressed: boolean;
}

/** `levels` is how many there are, 0 included; a mean is of `limit` learners or more. */
export const figuresOf = (row: Row, group: Group, verdict: Verdict, levels: number, limit: number): Figures => {
  const by = (counted: readonly number[], isShown: readonly boolean[]) =>
    countsOf(group, counted, levels).map((count, level) => (isShown[level] ? count : null));
  const learners = by(row.levels, verdict.bands);
  const learnersBefore = row.before ? by(row.before.levels, verdict.before) : learners.map(() => null);
  const isWhole = verdict.details && !learners.includes(null);
  return {
    learners,
    learnersBefore,
    ...(verdict.details ? detailsOf(row, group, limit) : WITHHELD),
    suppressed: !isWhole || (row.before !== null && learnersBefore.includes(null)),
  };
};

const WITHHELD = { withEvidence: null, meanScore: null, change: null, withGap: null, meanGap: null };

const detailsOf = (
  row: Row,
  group: Group,
  limit: number,
): Omit<Figures, 'learners' | 'learnersBefore' | 'suppressed'> => {
  const scores = group.flatMap((place) => row.scores[place] ?? []);
  const changes = group.flatMap((place) => changeAt(row, place) ?? []);
  const gaps = group.flatMap((place) => gapAt(row, place) ?? []);
  return {
    withEvidence: scores.length,
    meanScore: meanOf(scores),
    change: changes.length < limit ? null : meanOf(changes),
    withGap: gaps.length === 0 ? null : gaps.filter((gap) => gap > 0).length,
    meanGap: meanOf(gaps),
  };
};

const changeAt = ({ scores, before }: Row, place: number): number | null => {
  const [now, then] = [scores[place] ?? null, before?.scores[place] ?? null];
  return now === null || then === null ? null : now - then;
};

const gapAt = ({ levels, targets }: Row, place: number): number | null => {
  const target = targets[place] ?? null;
  return target === null ? null : Math.max(0, target - (levels[place] ?? 0));
};

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
