import type { Told } from './academy.sample.js';

/** The model once more, word by word and in maps of names: slow, and as unlike the real one as can be. */
interface Term {
  m: number;
  v: number;
  last?: number;
}
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const plainly = (): ((fact: Told) => number) => {
  const terms = new Map<string, Term>();
  const counts = new Map<string, number>();
  const term = (name: string, v: number): Term => {
    const known = terms.get(name) ?? { m: 0, v };
    terms.set(name, known);
    return known;
  };
  const count = (name: string): number => counts.get(name) ?? 0;

  const featuresOf = ({ learner, item, skills, at }: Told): Map<string, number> => {
    const x = new Map<string, number>();
    const feature = (name: string, value: number) => x.set(name, (x.get(name) ?? 0) + value);
    for (const { skill, share } of skills) {
      const of = `${learner}/${skill}`;
      if (!counts.has(`${of}/met`)) continue;
      feature('has', share);
      feature('successes', share * Math.log1p(count(`${of}/successes`)));
      feature('failures', share * Math.log1p(count(`${of}/failures`)));
      feature('average', share * count(`${of}/average`));
      const hours = Math.log1p(Math.max(0, at - count(`${of}/met`)) / 3_600_000);
      feature('hours', share * hours);
      feature('hours x average', share * hours * count(`${of}/average`));
    }
    if (counts.has(`${learner}/met`)) {
      feature('all successes', Math.log1p(count(`${learner}/successes`)));
      feature('all failures', Math.log1p(count(`${learner}/failures`)));
      feature('slow', count(`${learner}/slow`));
      feature('fast', count(`${learner}/fast`));
    }
    const history = `${learner}//${item}`;
    if (counts.has(`${history}/met`)) {
      feature('item successes', Math.log1p(count(`${history}/successes`)));
      feature('item failures', Math.log1p(count(`${history}/failures`)));
      feature('item last', count(`${history}/last`));
    }
    return x;
  };

  const practise = ({ learner, item, skills, outcome: y, at }: Told): void => {
    const average = (name: string, keep: number) => counts.set(name, keep * count(name) + (1 - keep) * (2 * y - 1));
    const tally = (of: string) => {
      counts.set(`${of}/met`, Math.max(count(`${of}/met`), at));
      counts.set(`${of}/successes`, count(`${of}/successes`) + y);
      counts.set(`${of}/failures`, count(`${of}/failures`) + 1 - y);
    };
    for (const { skill } of skills) {
      tally(`${learner}/${skill}`);
      average(`${learner}/${skill}/average`, 0.7);
    }
    tally(learner);
    average(`${learner}/slow`, 0.9);
    average(`${learner}/fast`, 0.6);
    tally(`${learner}//${item}`);
    counts.set(`${learner}//${item}/last`, 2 * y - 1);
  };

  return (fact) => {
    const { learner, item, skills, kind, outcome: y, at } = fact;
    const drift = (own: Term, prior: number, each: number) => {
      const days = Math.max(0, at - (own.last ?? at)) / 86_400_000;
      own.v = Math.min(prior, own.v + each + 0.01 * days);
      own.last = Math.max(own.last ?? at, at);
      return own;
    };
    const own: [Term, number][] = [[drift(term(`learner ${learner}`, 1), 1, 0.002), 1]];
    const shared: [Term, number][] = [[term('c', 1), 1]];
    for (const { skill, share } of skills) {
      own.push([drift(term(`learner ${learner} ${skill}`, 0.5), 0.5, 0.005), share]);
      shared.push([term(`skill ${skill}`, 1), share]);
    }
    const ofItem: [Term, number][] = item === null ? [] : [[term(`item ${item}`, 1), 1]];
    if (kind === 'scored-item') for (const [name, x] of featuresOf(fact)) shared.push([term(`w ${name}`, 0.05), x]);

    const all = [...shared, ...own, ...ofItem];
    const m = all.reduce((sum, [{ m: mean }, x]) => sum + x * mean, 0);
    const v = all.reduce((sum, [{ v: variance }, x]) => sum + x * x * variance, 0);
    const p = sigmoid(m / Math.sqrt(1 + (Math.PI * v) / 8));
    const rated = `${learner}/${item}/rated`;
    if (kind === 'self-rating') counts.set(rated, count(rated) + 1);
    const a = kind === 'self-rating' ? fact.weight / count(rated) : fact.weight;
    const w = a * Math.max(sigmoid(m) * (1 - sigmoid(m)), 1e-4);
    const said = kind === 'self-rating' || kind === 'recognised-prior';
    for (const [one, x] of said ? [...own, ...ofItem] : all) {
      one.m += (a * one.v * x * (y - p)) / (1 + w * v);
      one.v = Math.max(1e-6, one.v - ((one.v * x) ** 2 * w) / (1 + w * v));
    }
    if (kind === 'scored-item') practise(fact);
    return p;
  };
};
