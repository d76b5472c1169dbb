import fc from 'fast-check';
import { ADA, BOB, folded } from '@proficio/tests';
import { proficiency } from '../policy/proficiency.js';
import { levelOf } from '../shown/level.js';
import { isConfirmed } from '../estimator/index.js';
import type { AsOf } from './as-of.js';
import { facts } from '../facts.sample.js';
import { heldOf, logs, minute, recordedIn, SKILLS, type Told } from './deeds.sample.js';
import { knownAt } from './known.js';
import { overridesAt, type Overrides } from './overrides.js';
import { profile } from './profile.js';

const NOW = new Date('2026-06-01T12:00:00.000Z');
const DOMAIN = SKILLS.map((skill, index) => ({ skill, weight: 1 + index / 2 }));
const CUTS = [0.4, 0.6, 0.8];
const LEARNERS = [ADA, BOB];

/** By what happened: when it was taken down makes no difference to what is shown of it. */
const decided = ({ domains, skills }: Overrides) =>
  [domains, skills].map((held) =>
    [...held].map(([key, { level, reason, occurredAt }]) => [key, level, reason, occurredAt]).sort(),
  );
/** Everything that is shown of both learners, by the estimator and by assessors, bit by bit. */
const seen = (log: readonly Told[], asOf: AsOf | null = null, now = NOW) => {
  const docs = folded(profile, recordedIn(log), 7);
  return LEARNERS.map((learner) => {
    const held = heldOf(docs, learner);
    const known = knownAt(held, asOf, now);
    const { skill, domain } = proficiency.estimate(known);
    return {
      overrides: decided(overridesAt(held.learner?.overrides ?? [], asOf)),
      skills: SKILLS.map(skill),
      domain: domain(DOMAIN),
      evidence: SKILLS.map(known.evidenceOf),
      counts: SKILLS.map(known.countsOf).map(({ evidence, teaching }) => [evidence, teaching]),
    };
  });
};
const estimates = (...said: Parameters<typeof seen>) =>
  seen(...said).map(({ skills, domain, overrides }) => ({ skills, domain, overrides }));
const occurredAt = ({ meta }: Told): string => meta?.occurredAt ?? '2026-01-05T09:00:00.000Z';
/** As if nothing had come late, and nothing been taken back. */
const inTime = logs.map((log) =>
  log
    .filter(({ data }) => !('replaces' in data))
    .map((event, index) => ({
      ...event,
      meta: { ...event.meta, occurredAt: new Date(Date.parse(occurredAt(event)) + index).toISOString() },
    }))
    .sort((a, b) => (occurredAt(a) < occurredAt(b) ? -1 : 1)),
);

test('as of now is the live profile, on either clock, bit by bit', () =>
  fc.assert(
    fc.property(logs, (log) => {
      const live = seen(log);
      for (const clock of ['OCCURRED', 'RECORDED'] as const)
        expect(seen(log, { clock, at: NOW.toISOString() })).toEqual(live);
    }),
  ));

test('as of a moment of the log is what was shown then', () =>
  fc.assert(
    fc.property(logs, fc.nat(59), (log, drawn) => {
      const n = Math.min(drawn, Math.max(0, log.length - 1));
      const at = minute(n);
      expect(seen(log, { clock: 'RECORDED', at })).toEqual(seen(log.slice(0, n + 1), null, new Date(at)));
    }),
  ));

test('as of a day is what a log of the facts up to that day shows', () =>
  fc.assert(
    fc.property(inTime, fc.integer({ min: 1, max: 29 }), (log, day) => {
      const at = `2026-01-${String(day).padStart(2, '0')}T12:00:00.000Z`;
      const happened = log.filter((event) => occurredAt(event) <= at);
      expect(estimates(log, { clock: 'OCCURRED', at })).toEqual(estimates(happened, null, new Date(at)));
    }),
  ));

test('what was worked out for one moment changes no other', () =>
  fc.assert(
    fc.property(logs, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), (log, days) => {
      const docs = folded(profile, recordedIn(log), 7);
      const moments = days.flatMap((day): readonly (AsOf | null)[] => {
        const at = new Date(Date.UTC(2026, 0, day, 12)).toISOString();
        return [{ clock: 'OCCURRED', at }, { clock: 'RECORDED', at }, null];
      });
      const shared = heldOf(docs, ADA);
      const told = (held: typeof shared, moment: AsOf | null) => {
        const { own, taught, countsOf } = knownAt(held, moment, NOW);
        return [own(), taught(), SKILLS.map(countsOf)];
      };
      for (const moment of moments) expect(told(shared, moment)).toEqual(told(heldOf(docs, ADA), moment));
    }),
  ));

test('withdrawing what was recorded last shows what was shown before it', () =>
  fc.assert(
    fc.property(inTime, fc.double({ min: 0, max: 1, noNaN: true }), (log, outcome) => {
      const result: Told = {
        ...facts.result('s', outcome),
        id: 'last',
        meta: { occurredAt: '2026-01-29T00:00:00.000Z' },
      };
      expect(estimates([...log, result, facts.withdrawal('last', 's')])).toEqual(estimates(log));
    }),
  ));

test('contributions add up to what is believed, and a domain lies within its skills', () =>
  fc.assert(
    fc.property(logs, (log) => {
      const docs = folded(profile, recordedIn(log));
      for (const learner of LEARNERS) {
        const { skill, domain, explain, moves } = proficiency.estimate(knownAt(heldOf(docs, learner), null, NOW));
        const means = SKILLS.flatMap((key) => skill(key).belief?.mean ?? []);
        for (const key of SKILLS) {
          const mean = skill(key).belief?.mean;
          if (mean === undefined) continue;
          const sum = explain(key)?.reduce((all, { value }) => all + value, 0);
          expect(sum).toBeCloseTo(mean, 9);
          expect(moves(key).reduce((all, { own, base }) => all + own + base, 0)).toBeCloseTo(mean, 9);
        }
        const whole = domain(DOMAIN).belief?.mean;
        if (whole === undefined) continue;
        expect(whole).toBeGreaterThanOrEqual(Math.min(...means) - 1e-9);
        expect(whole).toBeLessThanOrEqual(Math.max(...means) + 1e-9);
      }
    }),
  ));

test('days passing change no score and confirm nothing', () =>
  fc.assert(
    fc.property(logs, fc.integer({ min: 0, max: 2000 }), (log, days) => {
      const later = estimates(log, null, new Date(NOW.getTime() + days * 86_400_000));
      const confirmed = ({ score, belief }: (typeof later)[number]['domain']) =>
        belief !== null && isConfirmed(belief, CUTS, levelOf(score, CUTS));
      estimates(log).forEach(({ skills, domain }, learner) =>
        [domain, ...skills].forEach((before, index) => {
          const after = index === 0 ? later[learner]?.domain : later[learner]?.skills[index - 1];
          expect(after?.score).toBe(before.score);
          if (!confirmed(before)) expect(after && confirmed(after)).toBe(false);
          if (before.standardError !== null) expect(after?.standardError).toBeGreaterThanOrEqual(before.standardError);
        }),
      );
    }),
  ));
