import fc from 'fast-check';
import { Academy, SKILLS, told, type Told } from './academy.sample.js';
import { domainEstimate, isConfirmed, newOwn, skillEstimate, startOfDay, trendOf, type OwnTerms } from './index.js';

const DAY = 86_400_000;
const CUTS = [0.4, 0.6, 0.8];
const levelOf = (score: number): number => CUTS.filter((cut) => score >= cut).length;
const counting = fc
  .array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 5, maxLength: 5 })
  .map((weights) => [...SKILLS, 'never-met'].map((skill, index) => ({ skill, weight: weights[index] ?? 1 })));
/** A learner with so many numbers, by hand: general, then of one skill own, and base. */
const own = (learner: readonly number[], skills: Readonly<Record<string, readonly number[]>>): OwnTerms => ({
  learner: [...learner, 0, 0, 0, 0],
  skills: { keys: Object.keys(skills), numbers: Object.values(skills).flat() },
});
const skill = (mean: number, variance: number, last: number, base: readonly [number, number, number]) => [
  mean,
  variance,
  last,
  0,
  0,
  0,
  0,
  ...base,
];

describe('a skill', () => {
  const ada = own([0.5, 0.4, 0], { tokens: skill(0.25, 0.3, 2 * DAY, [0.125, 0.0625, 0.1]) });

  test('is the base and the own terms', () => {
    const mean = 0.125 + 0.0625 + (0.5 + 0.25);
    const shown = skillEstimate(ada, 'tokens', 0);
    expect(shown).toMatchObject({ mean, variance: 0.1 + (0.4 + 0.3), varianceOnDay: 0.1 + (0.4 + 0.3) });
    expect(shown?.score).toBeCloseTo(1 / (1 + Math.exp(-mean / Math.sqrt(1 + (Math.PI * 0.8) / 8))), 12);
    const likely = 1 / (1 + Math.exp(-mean));
    expect(shown?.standardError).toBeCloseTo(Math.sqrt(0.8) * likely * (1 - likely), 12);
  });
  test("days widen what is one's own, each from its own last evidence, up to the prior", () => {
    const variances = (day: number) => skillEstimate(ada, 'tokens', day * DAY)?.varianceOnDay;
    expect(variances(1)).toBeCloseTo(0.1 + 0.4 + 0.01 + 0.3, 12);
    expect(variances(12)).toBeCloseTo(0.1 + 0.4 + 0.12 + 0.3 + 0.1, 12);
    expect(variances(1000)).toBeCloseTo(0.1 + 1 + 0.5, 12);
  });
  test('days count up to the start of the day asked about', () => {
    expect(startOfDay(Date.parse('2026-03-01T23:59:59.999Z'))).toBe(Date.parse('2026-03-01'));
    expect(startOfDay(-1)).toBe(-DAY);
  });
  test('without evidence there is none', () => {
    expect(skillEstimate(ada, 'prompts', 0)).toBeNull();
    expect(skillEstimate(newOwn(0), 'tokens', 0)).toBeNull();
  });
});

describe('a domain', () => {
  const ada = own([0.5, 0.4, 0], {
    tokens: skill(0.25, 0.3, 0, [0.1, 0.1, 0.1]),
    prompts: skill(-0.25, 0.2, 0, [0.2, 0, 0.2]),
  });
  test('is the weighted sum of its skills, and as uncertain as it is not covered', () => {
    const two = [
      { skill: 'tokens', weight: 3 },
      { skill: 'prompts', weight: 1 },
    ];
    const whole = domainEstimate(ada, two, 0);
    expect(whole?.mean).toBeCloseTo(0.5 + 0.75 * 0.45 + 0.25 * -0.05, 12);
    expect(whole?.variance).toBeCloseTo(0.4 + 0.75 ** 2 * 0.4 + 0.25 ** 2 * 0.4, 12);
    const half = domainEstimate(ada, [...two, { skill: 'metrics', weight: 4 }], 0);
    expect(half?.mean).toBe(whole?.mean);
    expect(half?.variance).toBeCloseTo(
      (whole?.variance ?? NaN) + 1.5 * 0.25 * (0.75 ** 2 + 0.25 ** 2) + 1.5 * 0.25,
      12,
    );
  });
  test('of one skill is that skill', () => {
    const [one, same] = [domainEstimate(ada, [{ skill: 'tokens', weight: 0.5 }], 0), skillEstimate(ada, 'tokens', 0)];
    expect(one?.mean).toBeCloseTo(same?.mean ?? NaN, 12);
    expect(one?.variance).toBeCloseTo(same?.variance ?? NaN, 12);
  });
  test('lies within the range of its skills', () => {
    fc.assert(
      fc.property(told(['ada']), counting, (facts, counted) => {
        const ada = new Academy().tellAll(facts).own('ada');
        const means = counted.flatMap(({ skill }) => skillEstimate(ada, skill, 0)?.mean ?? []);
        const domain = domainEstimate(ada, counted, 0);
        expect(domain?.mean).toBeGreaterThanOrEqual(Math.min(...means) - 1e-9);
        expect(domain?.mean).toBeLessThanOrEqual(Math.max(...means) + 1e-9);
      }),
    );
  });
});

describe('days passing', () => {
  test('move no score, and confirm nothing', () => {
    fc.assert(
      fc.property(told(['ada']), counting, fc.nat(3000), fc.nat(3000), (facts, counted, sooner, more) => {
        const ada = new Academy().tellAll(facts).own('ada');
        const day = startOfDay(facts.at(-1)?.at ?? 0) + sooner * DAY;
        const on = (when: number) => [
          ...counted.map(({ skill }) => skillEstimate(ada, skill, when)),
          domainEstimate(ada, counted, when),
        ];
        const later = on(day + more * DAY);
        on(day).forEach((now, index) => {
          const then = later[index];
          if (!now || !then) return expect(then).toBe(now);
          expect([then.mean, then.variance, then.score]).toEqual([now.mean, now.variance, now.score]);
          expect(then.standardError).toBeGreaterThanOrEqual(now.standardError);
          const level = levelOf(now.score);
          if (!isConfirmed(now, CUTS, level)) expect(isConfirmed(then, CUTS, level)).toBe(false);
        });
      }),
    );
  });
});

describe('confirmed', () => {
  const normal = (mean: number, variance: number) => ({
    mean,
    variance,
    varianceOnDay: variance,
    score: 0,
    standardError: 0,
  });
  const logit = (score: number) => Math.log(score / (1 - score));

  test('is four fifths of what may be true at or above the level', () => {
    expect(isConfirmed(normal(logit(0.6) + 0.842, 1), CUTS, 2)).toBe(true);
    expect(isConfirmed(normal(logit(0.6) + 0.841, 1), CUTS, 2)).toBe(false);
  });
  test('is of level 0 four fifths below the first cut point', () => {
    expect(isConfirmed(normal(logit(0.4) - 0.842, 1), CUTS, 0)).toBe(true);
    expect(isConfirmed(normal(logit(0.4) - 0.841, 1), CUTS, 0)).toBe(false);
  });
  test('ten confident self-assessments do not', () => {
    const academy = new Academy();
    const items = SKILLS.map((skill): Told => ({
      ...{ learner: 'ada', item: `rate-${skill}`, skills: [{ skill, share: 1 }] },
      ...{ kind: 'self-rating', outcome: 1, weight: 0.4, at: 0 },
    }));
    for (let time = 0; time < 10; time++) academy.tellAll(items);
    for (const skill of SKILLS) {
      const shown = skillEstimate(academy.own('ada'), skill, 0);
      expect(shown && isConfirmed(shown, CUTS, levelOf(shown.score))).toBe(false);
    }
    const all = SKILLS.map((skill) => ({ skill, weight: 1 }));
    const domain = domainEstimate(academy.own('ada'), all, 0);
    expect(domain && isConfirmed(domain, CUTS, levelOf(domain.score))).toBe(false);
  });
  test('a hundred right answers do', () => {
    const academy = new Academy();
    for (let n = 0; n < 100; n++)
      academy.tell({
        ...{ learner: 'ada', item: `item-${n}`, skills: [{ skill: 'tokens', share: 1 }] },
        ...{ kind: 'scored-item', outcome: 1, weight: 1, at: n },
      });
    const shown = skillEstimate(academy.own('ada'), 'tokens', 0);
    expect(shown && [levelOf(shown.score), isConfirmed(shown, CUTS, 3)]).toEqual([3, true]);
  });
});

test('a trend is the change of the score, and how sure it is', () => {
  const [then, now] = [0, 1].map((mean) => ({
    mean,
    variance: 0,
    varianceOnDay: 0.5,
    score: 0.5 + mean / 4,
    standardError: 0,
  }));
  expect(now && then && trendOf(now, then)).toEqual({ change: 0.25, z: 1 });
});
