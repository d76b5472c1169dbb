import { ADA, BOB, uuid } from '@proficio/tests';
import { known, piece } from '../evidence/piece.sample.js';
import { content, edition } from '../framework.sample.js';
import { canvas } from '../policy/canvas.js';
import type { OverrideSet, SelfAssessment } from '../profile/documents.js';
import { prepare } from '../publication/prepared.js';
import { levelOf } from './level.js';
import { shown, type Basis } from './shown.js';

const policy = canvas('canvas/weighted-average', {}, 0.6);

const NONE: Basis['overrides'] = { domains: new Map(), skills: new Map() };
type Outcomes = Readonly<Record<string, number>>;
const basis = (outcomes: Outcomes, change: Partial<Basis> = {}): Basis => {
  const evidence = known((skill) => {
    const outcome = outcomes[skill];
    return outcome === undefined ? [] : [piece({ outcome })];
  });
  const framework = prepare(edition());
  return {
    framework,
    targets: undefined,
    selfAssessments: [],
    overrides: NONE,
    known: evidence,
    earlier: () => evidence,
    ...change,
  };
};
const profile = (outcomes: Outcomes, change?: Partial<Basis>) => shown(policy, basis(outcomes, change));
const domain = (key: string, domains: ReturnType<typeof profile>) => {
  const found = domains.find((one) => one.domain.key === key);
  if (!found) throw new Error(`no domain ${key}`);
  return found;
};

/** Without what is computed when it is asked for. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('domains and their own skills are shown in the order of the framework', () =>
  expect(profile({}).map(({ domain, skills }) => [domain.id, skills.map(({ skill }) => skill.id)])).toEqual([
    ['f@1/a', ['f@1/a1', 'f@1/a2']],
    ['f@1/b', ['f@1/b1']],
    ['f@1/c', ['f@1/c1']],
  ]));

test('without evidence there is no score, and level 0 is called novice', () => {
  const nothing = { score: null, standardError: null, level: 0, band: 'novice', evidenceCount: 0 };
  const [first] = profile({});
  expect(first).toMatchObject({ ...nothing, coverage: { skills: 2, withEvidence: 0 }, priority: null });
  expect(first?.skills[0]).toMatchObject(nothing);
});

test('a quiz moves its skill, the domains where it counts, and nothing else', () => {
  const before = profile({ b1: 0.4 });
  const after = profile({ b1: 0.4, a2: 1 });
  expect(domain('a', after)).toMatchObject({ score: 1, level: 3, band: 'strong', evidenceCount: 1 });
  expect(domain('a', after).coverage).toEqual({ skills: 2, withEvidence: 1 });
  expect(domain('b', after)).toMatchObject({ score: 0.9 / 1.5, level: 2, band: 'competent', evidenceCount: 2 });
  expect(domain('b', after).coverage).toEqual({ skills: 2, withEvidence: 2 });
  expect(plain(domain('b', after).skills)).toEqual(plain(domain('b', before).skills));
  expect(plain(domain('c', after))).toEqual(plain(domain('c', before)));
});

test.each([
  [null, 0],
  [0, 0],
  [0.39, 0],
  [0.4, 1],
  [0.6, 2],
  [0.1 + 0.7, 3],
  [1, 3],
])('score %p is level %p', (score, level) => expect(levelOf(score, [0.4, 0.6, 0.8])).toBe(level));

test('targets are those of the domain, or of the skill where it has one; gaps count levels', () => {
  const targets = { domains: new Map([['a', 2]]), skills: new Map([['a2', 3]]) };
  const a = domain('a', profile({ a1: 0.5, a2: 1 }, { targets }));
  expect(a).toMatchObject({ level: 2, target: 2, gap: 0 });
  expect(a.skills.map(({ level, target, gap }) => ({ level, target, gap }))).toEqual([
    { level: 1, target: 2, gap: 1 },
    { level: 3, target: 3, gap: 0 },
  ]);
  expect(domain('b', profile({ b1: 0.5 }, { targets }))).toMatchObject({ target: null, gap: null });
});

test('a level above the target is no gap below nothing', () =>
  expect(domain('a', profile({ a1: 1 }, { targets: { domains: new Map([['a', 1]]), skills: new Map() } })).gap).toBe(
    0,
  ));

test('a skill that only has evidence of weight 0 is not covered', () => {
  const read = piece({ kind: 'completion', outcome: null, reading: null });
  const evidence = known((skill) => (skill === 'c1' ? [read, read] : []));
  expect(domain('c', profile({}, { known: evidence }))).toMatchObject({
    evidenceCount: 2,
    coverage: { skills: 1, withEvidence: 0 },
  });
});

test('a skill that the version dropped keeps its evidence and is not shown', () => {
  const framework = prepare(edition({ skills: content().skills.filter(({ key }) => key !== 'a2') }, 2));
  const domains = profile({ a1: 0.5, a2: 1 }, { framework });
  expect(domain('a', domains)).toMatchObject({ score: 0.5, evidenceCount: 1 });
  expect(domain('a', domains).skills.map(({ skill }) => skill.key)).toEqual(['a1']);
});

describe('an override', () => {
  const set = (level: number): OverrideSet => ({
    act: 'set',
    skill: null,
    domain: null,
    level,
    reason: { subject: ADA, sealed: 'x' },
    by: BOB,
    occurredAt: '2026-01-05T09:00:00.000Z',
    knownAt: '2026-01-06T09:00:00.000Z',
  });
  const overrides = (levels: { readonly skills?: Outcomes; readonly domains?: Outcomes }): Basis['overrides'] => {
    const setIn = (by: Outcomes = {}) => new Map(Object.entries(by).map(([key, level]) => [key, set(level)]));
    return { skills: setIn(levels.skills), domains: setIn(levels.domains) };
  };
  const targets = { domains: new Map([['a', 2]]), skills: new Map() };
  const told = { reason: { subject: ADA, sealed: 'x' }, setAt: '2026-01-05T09:00:00.000Z', setBy: BOB };

  test('of a skill decides its level, band and gap, and nothing else', () => {
    const before = profile({ a1: 0.5, a2: 1 }, { targets });
    const after = profile({ a1: 0.5, a2: 1 }, { targets, overrides: overrides({ skills: { a1: 3 } }) });
    const [a1, a2] = domain('a', after).skills;
    expect(a1).toMatchObject({
      score: 0.5,
      level: 3,
      band: 'strong',
      gap: 0,
      confirmed: null,
      computed: { level: 1, band: 'emerging' },
      override: { level: 3, band: 'strong', ...told },
    });
    expect(plain(a2)).toEqual(plain(domain('a', before).skills[1]));
    const { skills: _now, ...rest } = domain('a', after);
    const { skills: _then, ...were } = domain('a', before);
    expect(plain(rest)).toEqual(plain(were));
  });
  test('of a domain decides its own alone, up or down', () => {
    const [a] = profile({ a1: 1 }, { targets, overrides: overrides({ domains: { a: 0 } }) });
    expect(a).toMatchObject({ score: 1, level: 0, band: 'novice', gap: 2, computed: { level: 3, band: 'strong' } });
    expect(a?.skills[0]).toMatchObject({ level: 3, override: null, computed: { level: 3 } });
  });
  test('is never confirmed, though what is computed may be', () => {
    const belief = { mean: 5, variance: 0.01, varianceOnDay: 0.01, score: 0.99, standardError: 0.01 };
    const estimate = () => ({ score: 0.99, standardError: 0.01, belief });
    const sure = {
      ...policy,
      estimate: () => ({ ...policy.estimate(known(() => [])), skill: estimate, domain: estimate }),
    };
    const [a] = shown(sure, basis({}, { overrides: overrides({ domains: { a: 2 } }) }));
    expect(a).toMatchObject({ level: 2, confirmed: null, computed: { level: 3, confirmed: true } });
    expect(a?.skills[0]).toMatchObject({ level: 3, confirmed: true, override: null });
  });
  test('without any evidence shows the level and no score', () =>
    expect(domain('c', profile({}, { overrides: overrides({ skills: { c1: 2 } }) })).skills[0]).toMatchObject({
      score: null,
      level: 2,
      band: 'competent',
      evidenceCount: 0,
      computed: { level: 0, band: 'novice', confirmed: null },
    }));
  test('above the highest level of the version is its highest', () => {
    const framework = prepare(edition({ levels: content().levels.slice(0, 2) }, 2));
    const [a] = profile({}, { framework, overrides: overrides({ domains: { a: 3 } }) });
    expect(a).toMatchObject({ level: 2, band: 'competent', override: { level: 2, band: 'competent' } });
  });
  test('of a skill or a domain that the version does not have is not shown', () => {
    const framework = prepare(edition({ skills: content().skills.filter(({ key }) => key !== 'a2') }, 2));
    const without = profile({}, { framework });
    const dropped = overrides({ skills: { a2: 3, constructor: 3 }, domains: { z: 3 } });
    expect(plain(profile({}, { framework, overrides: dropped }))).toEqual(plain(without));
  });
  test('closes the gap that priority goes by', () => {
    const framework = prepare(edition({ priorityRule: 'gap@1' }));
    const both = { ...targets, domains: new Map(['a', 'b'].map((key) => [key, 2])) };
    const priorities = (levels: Outcomes) =>
      profile({}, { framework, targets: both, overrides: overrides({ domains: levels }) }).map(
        ({ priority }) => priority,
      );
    expect(priorities({})).toEqual([1, 2, null]);
    expect(priorities({ a: 2 })).toEqual([null, 1, null]);
  });
});

describe('priorities', () => {
  const answer = (skill: string, confident: boolean, hesitationMs: number | null) => ({
    eventId: skill,
    occurredAt: '2026-01-05T09:00:00.000Z',
    knownAt: '2026-01-05T09:00:00.000Z',
    item: `can-${skill}`,
    skill,
    confident,
    hesitationMs,
  });
  const assessed = (...answers: SelfAssessment['answers']) => {
    const selfAssessments = [{ attempt: uuid(1), items: 3, answers }];
    return profile({}, { selfAssessments }).map(({ priority }) => priority);
  };
  test('by the framework, from the latest complete self-assessment', () =>
    expect(assessed(answer('a1', false, 5), answer('b1', true, 900), answer('c1', false, 7))).toEqual([2, null, 1]));
  test('none while an answer is missing', () =>
    expect(assessed(answer('a1', false, 5), answer('c1', false, 7))).toEqual([null, null, null]));
  test('by gap, where the framework says so', () => {
    const framework = prepare(edition({ priorityRule: 'gap@1' }));
    const targets = {
      domains: new Map([
        ['a', 2],
        ['b', 3],
        ['c', 3],
      ]),
      skills: new Map(),
    };
    const priorities = profile({ a1: 0.5, c1: 0.1 }, { framework, targets }).map(({ priority }) => priority);
    expect(priorities).toEqual([3, 1, 2]);
  });
});
