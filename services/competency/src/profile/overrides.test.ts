import { ADA, folded, recorded, TENANT, type Circumstances } from '@proficio/tests';
import type { FactEvent } from '../evidence/evidence-of.js';
import { facts, FRAMEWORK } from '../facts.sample.js';
import type { AsOf } from './as-of.js';
import { learnerKey, type LearnerDoc } from './documents.js';
import { overridesAt } from './overrides.js';
import { profile } from './profile.js';

type Told = FactEvent & Circumstances;
const times = (occurred: string, taken = occurred) => ({
  occurredAt: `2026-${occurred}T00:00:00.000Z`,
  recordedAt: `2026-${taken}T00:00:00.000Z`,
});
const at = (event: FactEvent, occurred: string, taken?: string): Told => ({ ...event, meta: times(occurred, taken) });
const learnerAfter = (...past: readonly Told[]): LearnerDoc => {
  const events = past.map((event, index) => recorded<FactEvent>(profile.from, event, index));
  return JSON.parse(JSON.stringify(folded(profile, events).get(`learner ${TENANT} ${learnerKey(ADA, FRAMEWORK)}`)));
};
/** Levels by skill, and by domain. */
const levels = (asOf: AsOf | null, ...past: readonly Told[]) => {
  const { domains, skills } = overridesAt(learnerAfter(...past).overrides, asOf);
  return [skills, domains].map((held) => Object.fromEntries([...held].map(([key, { level }]) => [key, level])));
};
const set = (level: number) => facts.overridden({ skill: 's' }, level);
const revoked = facts.revoked({ skill: 's' });

test('an override is kept with its reason, its time, and who set it, beside no evidence', () =>
  expect(learnerAfter(at(set(2), '01-02', '01-03'))).toMatchObject({
    position: '0',
    skills: {},
    own: null,
    overrides: [
      {
        act: 'set',
        skill: 's',
        domain: null,
        level: 2,
        reason: { subject: ADA, sealed: 'because' },
        by: ADA,
        occurredAt: '2026-01-02T00:00:00.000Z',
        knownAt: '2026-01-03T00:00:00.000Z',
      },
    ],
  }));
test('the last one holds, of each skill and of each domain by itself', () => {
  const domain = at(facts.overridden({ domain: 's' }, 3), '01-02');
  expect(levels(null, at(set(2), '01-01'), domain, at(set(0), '01-03'))).toEqual([{ s: 0 }, { s: 3 }]);
});
test('until it is revoked; what was never set can be revoked without harm', () => {
  expect(levels(null, at(set(2), '01-01'), at(revoked, '01-02'))).toEqual([{}, {}]);
  expect(levels(null, at(revoked, '01-01'))).toEqual([{}, {}]);
  expect(levels(null, at(set(2), '01-01'), at(revoked, '01-02'), at(set(1), '01-03'))).toEqual([{ s: 1 }, {}]);
});
test('is read as it stood, on either clock', () => {
  const past = [at(set(2), '01-02', '01-10'), at(set(3), '01-04', '01-11'), at(revoked, '01-06', '01-12')];
  const stood = (clock: AsOf['clock'], day: string) =>
    levels({ clock, at: `2026-${day}T00:00:00.000Z` }, ...past)[0]?.['s'] ?? null;
  const on = (clock: AsOf['clock'], ...days: readonly string[]) => days.map((day) => stood(clock, day));
  expect(on('OCCURRED', '01-01', '01-02', '01-05', '01-06')).toEqual([null, 2, 3, null]);
  expect(on('RECORDED', '01-09', '01-10', '01-11', '01-12')).toEqual([null, 2, 3, null]);
});
test('what was decided later holds from the time it names, though another was set after that time', () => {
  const past = [at(set(3), '01-05'), at(set(1), '01-03', '01-06')];
  const stood = (day: string) => levels({ clock: 'OCCURRED', at: `2026-01-${day}T00:00:00.000Z` }, ...past)[0]?.['s'];
  expect(['02', '03', '05'].map(stood)).toEqual([undefined, 1, 1]);
  expect(levels(null, ...past)[0]).toEqual({ s: 1 });
});
