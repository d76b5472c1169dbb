import { uuid } from '@proficio/tests';
import { edition } from '../framework.sample.js';
import type { DomainRating } from '../priority/need.js';
import type { Enrolment } from '../profile/documents.js';
import { prepare } from '../publication/prepared.js';
import { recommended } from './recommendations.js';
import type { ShownDomain } from './shown.js';

const framework = prepare(edition());
const second = prepare(edition({}, 2));
const enrolment = (change: Partial<Enrolment> = {}): Enrolment => ({
  enrolment: uuid(1),
  status: 'active',
  eventId: 'e',
  startedAt: '2026-01-05T09:00:00.000Z',
  version: 1,
  role: null,
  paths: ['path-a', 'path-b', 'path-c'],
  completed: [],
  hours: {},
  accepted: [],
  ...change,
});

interface Need {
  readonly priority?: number | null;
  readonly gap?: number | null;
  readonly rating?: DomainRating | null;
}
const domains = (...needs: readonly Need[]): readonly ShownDomain[] =>
  framework.domains.map((domain, index) => ({
    domain,
    score: null,
    standardError: null,
    confirmed: null,
    trend: () => null,
    level: 0,
    band: 'novice',
    computed: { level: 0, band: 'novice', confirmed: null },
    override: null,
    target: needs[index]?.gap ?? null,
    gap: null,
    priority: null,
    rating: null,
    coverage: { skills: 1, withEvidence: 0 },
    evidenceCount: 0,
    skills: [],
    ...needs[index],
  }));
const paths = (needs: readonly Need[], ...enrolments: readonly Enrolment[]) =>
  recommended(
    domains(...needs),
    framework,
    enrolments.length > 0 ? enrolments : [enrolment()],
    new Map([
      [1, framework],
      [2, second],
    ]),
  ).map(({ path }) => path.id.replace('f@1/path-', ''));
const hesitated = (hesitationMs: number): DomainRating => ({ confident: true, hesitationMs });

test('in the order of the framework where nothing is known', () => expect(paths([])).toEqual(['a', 'b', 'c']));
test('by priority before all else', () =>
  expect(paths([{ gap: 3 }, { priority: 2 }, { priority: 1 }])).toEqual(['c', 'b', 'a']));
test('then by gap, none last', () => expect(paths([{ gap: 0 }, {}, { gap: 2 }])).toEqual(['c', 'a', 'b']));
test('then by hesitation, none last', () =>
  expect(paths([{}, { rating: hesitated(5) }, { rating: hesitated(9) }])).toEqual(['c', 'b', 'a']));
test('closed paths are not recommended', () =>
  expect(paths([], enrolment({ hours: { read: 2 } }))).toEqual(['b', 'c']));
test('nor are those of an enrolment that ended, or of none', () => {
  expect(paths([], enrolment({ status: 'ended' }))).toEqual([]);
  expect(recommended(domains(), framework, [], new Map())).toEqual([]);
});
test('a path of two enrolments is named once, as the later pinned it', () =>
  expect(
    paths([], enrolment(), enrolment({ version: 2, paths: ['path-b'], startedAt: '2026-02-01T00:00:00.000Z' })),
  ).toEqual(['a', 'f@2/path-b', 'c']));

test.each<[Need, string]>([
  [{}, 'No target is set for it.'],
  [{ gap: 0 }, 'You have reached its target, Novice.'],
  [
    { priority: 1, gap: 2, rating: { confident: false, hesitationMs: 12_340 } },
    'Priority 1 by your self-assessment. You answered that you are not confident after 12.3 seconds. You are 2 levels below its target, Competent.',
  ],
  [
    { gap: 1, rating: { confident: true, hesitationMs: 1000 } },
    'You answered confidently after 1 second. You are 1 level below its target, Emerging.',
  ],
  [
    { rating: { confident: false, hesitationMs: null } },
    'You answered that you are not confident. No target is set for it.',
  ],
])('%j is told in words', (need, reason) =>
  expect(
    recommended(domains(need), framework, [enrolment({ paths: ['path-a'] })], new Map([[1, framework]]))[0]?.reason,
  ).toBe(reason),
);
