/** What a rule remembers of the outcomes it was given: as much for a thousand as for one. What `mark` is, each rule says. */
export interface Tally {
  readonly count: number;
  readonly sum: number;
  readonly mark: number;
}

/**
 * A gradebook's rule as a fold over the outcomes of one learner and skill, oldest first. The state is a flat record
 * that is as good as new after a trip through JSON.
 */
export interface Rule {
  readonly initial: Tally;
  /** An outcome of null was never scored and changes nothing; an outcome of zero is a score. */
  readonly add: (tally: Tally, outcome: number | null) => Tally;
  /** Null while the rule has too little to give one. */
  readonly score: (tally: Tally) => number | null;
}

/** Whatever any of the rules may be told; each reads its own. */
export interface RuleParameters {
  /** Part of the newest score, in whole per cents: those lose no digits. */
  readonly percent: number;
  readonly n: number;
  readonly mastery: number;
}

/** The largest. */
export const highest = (): Rule =>
  folding(
    ({ count, mark }, outcome) => ({ count: count + 1, sum: 0, mark: count === 0 ? outcome : Math.max(mark, outcome) }),
    ({ mark }) => mark,
  );

/** The newest. */
export const latest = (): Rule =>
  folding(
    ({ count }, outcome) => ({ count: count + 1, sum: 0, mark: outcome }),
    ({ mark }) => mark,
  );

/** The mean. */
export const average = (): Rule =>
  folding(
    ({ count, sum }, outcome) => ({ count: count + 1, sum: sum + outcome, mark: 0 }),
    ({ count, sum }) => sum / count,
  );

/** Fractions of different totals are compared: 4.2 of 7 reaches 3 of 5. */
const TOLERANCE = 1e-9;

/** The mean of the scores that reach mastery; none before there are n of them. */
export const nMastery = ({ n, mastery }: RuleParameters): Rule =>
  folding(
    (tally, outcome) =>
      outcome >= mastery - TOLERANCE ? { count: tally.count + 1, sum: tally.sum + outcome, mark: 0 } : tally,
    ({ count, sum }) => (count < n ? null : sum / count),
  );

/** The newest against the mean of all before it; a single score is itself. `sum` is of those before, `mark` the newest. */
export const weightedAverage = ({ percent }: RuleParameters): Rule =>
  folding(
    ({ count, sum, mark }, outcome) => ({ count: count + 1, sum: count === 0 ? 0 : sum + mark, mark: outcome }),
    ({ count, sum, mark }) => (count === 1 ? mark : mixed(mark, sum / (count - 1), percent)),
  );

/** Each score against all that came before it, folded. */
export const decayingAverage = ({ percent }: RuleParameters): Rule =>
  folding(
    ({ count, mark }, outcome) => ({
      count: count + 1,
      sum: 0,
      mark: count === 0 ? outcome : mixed(outcome, mark, percent),
    }),
    ({ mark }) => mark,
  );

const mixed = (newer: number, older: number, percent: number): number =>
  (newer * percent + older * (100 - percent)) / 100;

const folding = (add: (tally: Tally, outcome: number) => Tally, score: (tally: Tally) => number | null): Rule => ({
  initial: { count: 0, sum: 0, mark: 0 },
  add: (tally, outcome) => (outcome === null ? tally : add(tally, outcome)),
  score: (tally) => (tally.count === 0 ? null : score(tally)),
});
