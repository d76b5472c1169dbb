/** The estimator as one would first write it, with maps of strings: what ours is measured against. One skill a row, no time. */
export interface PlainRow {
  readonly learner: string;
  readonly item: string;
  readonly skill: string;
  readonly outcome: number;
}

interface Term {
  m: number;
  v: number;
}
interface Practice {
  successes: number;
  failures: number;
  /** Moving averages; of an item the last alone. */
  slow: number;
  fast: number;
}
/** A term met, with its x. */
type Met = readonly [term: Term, x: number];

const found = <T>(map: Map<string, T>, key: string, fresh: () => T): T => {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = fresh()));
  return value;
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const noPractice = (): Practice => ({ successes: 0, failures: 0, slow: 0, fast: 0 });
const isPractised = ({ successes, failures }: Practice): boolean => successes + failures > 0;
const practise = (of: Practice, y: number, keepSlow: number, keepFast: number): void => {
  of.successes += y;
  of.failures += 1 - y;
  of.slow = keepSlow * of.slow + (1 - keepSlow) * (2 * y - 1);
  of.fast = keepFast * of.fast + (1 - keepFast) * (2 * y - 1);
};

/** Predicts a row, then learns from it. */
export const plainEstimator = (): ((row: PlainRow) => number) => {
  const terms = new Map<string, Term>();
  const practices = new Map<string, Practice>();
  const term = (key: string, v: number): Term => found(terms, key, () => ({ m: 0, v }));
  const drifted = (key: string, prior: number, each: number): Term => {
    const own = term(key, prior);
    own.v = Math.min(prior, own.v + each);
    return own;
  };
  const features = (ofSkill: Practice, ofLearner: Practice, ofItem: Practice): readonly Met[] => {
    const met: Met[] = [];
    const add = (name: string, x: number) => met.push([term(name, 0.05), x]);
    if (isPractised(ofSkill)) {
      add('has evidence', 1);
      add('successes', Math.log1p(ofSkill.successes));
      add('failures', Math.log1p(ofSkill.failures));
      add('average', ofSkill.slow);
    }
    if (isPractised(ofLearner)) {
      add('all successes', Math.log1p(ofLearner.successes));
      add('all failures', Math.log1p(ofLearner.failures));
      add('slow', ofLearner.slow);
      add('fast', ofLearner.fast);
    }
    if (isPractised(ofItem)) {
      add('item successes', Math.log1p(ofItem.successes));
      add('item failures', Math.log1p(ofItem.failures));
      add('item last', ofItem.slow);
    }
    return met;
  };

  return ({ learner, item, skill, outcome: y }) => {
    const ofSkill = found(practices, `${learner}/${skill}`, noPractice);
    const ofLearner = found(practices, learner, noPractice);
    const ofItem = found(practices, `${learner}//${item}`, noPractice);
    const all: readonly Met[] = [
      [term('c', 1), 1],
      [term(`skill ${skill}`, 1), 1],
      [term(`item ${item}`, 1), 1],
      [drifted(`learner ${learner}`, 1, 0.002), 1],
      [drifted(`learner ${learner} ${skill}`, 0.5, 0.005), 1],
      ...features(ofSkill, ofLearner, ofItem),
    ];
    let [mean, variance] = [0, 0];
    for (const [{ m, v }, x] of all) {
      mean += x * m;
      variance += x * x * v;
    }
    const expected = sigmoid(mean / Math.sqrt(1 + (Math.PI * variance) / 8));
    const information = Math.max(sigmoid(mean) * (1 - sigmoid(mean)), 1e-4);
    const denominator = 1 + information * variance;
    for (const [one, x] of all) {
      one.m += (one.v * x * (y - expected)) / denominator;
      one.v = Math.max(1e-6, one.v - ((one.v * x) ** 2 * information) / denominator);
    }
    practise(ofSkill, y, 0.7, 0);
    practise(ofLearner, y, 0.9, 0.6);
    practise(ofItem, y, 0, 0);
    return expected;
  };
};
