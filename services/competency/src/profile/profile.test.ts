import { ADA, BOB, docIn, folded, META, recorded, TENANT, uuid, type Circumstances } from '@proficio/tests';
import type { FactEvent } from '../evidence/evidence-of.js';
import { facts, factsOf, FRAMEWORK } from '../facts.sample.js';
import type { AsOf } from './as-of.js';
import {
  CHUNK,
  chunkAt,
  learnerAt,
  learnerKey,
  recentAt,
  type ChunkDoc,
  type EnrolmentHistory,
  type LearnerDoc,
  type RecentDoc,
} from './documents.js';
import { entriesIn } from './deeds.sample.js';
import { enrolmentsAt } from './enrolments.js';
import { profile } from './profile.js';
import { standingIn, type SkillStanding } from './standings.js';

const AT = { occurredAt: META.occurredAt, knownAt: META.recordedAt };
type Past = readonly (FactEvent & Circumstances)[];
const after = (...past: Past) => {
  const docs = folded(
    profile,
    past.map((event, index) => recorded<FactEvent>(profile.from, event, index)),
  );
  return {
    names: [...docs.keys()],
    learner: (framework = FRAMEWORK, learner = ADA) => {
      const found = docIn<LearnerDoc>(docs, learnerAt(TENANT, learner, framework));
      return found && { ...found, skills: standingsIn(found) };
    },
    recent: () => docIn<RecentDoc>(docs, recentAt(TENANT, ADA, FRAMEWORK)),
    chunk: (n: number) => docIn<ChunkDoc>(docs, chunkAt(TENANT, ADA, FRAMEWORK, n)),
    entries: (skill: string) => entriesIn(docs, ADA).get(skill),
  };
};
const idsIn = (doc: ChunkDoc | undefined) => doc?.entries.text.split('\n').flatMap((line) => line.split(' ')[2] ?? []);
const standingsIn = ({ skills }: LearnerDoc) =>
  Object.fromEntries(skills.keys.map((skill) => [skill, standingIn(skills, skill)]));
const standing = (evidence: number, teaching: number): SkillStanding => ({ evidence, teaching });
const skills = (docs: ReturnType<typeof after>) => docs.learner();

describe('evidence', () => {
  test('is kept with its skill, and counted in the learner', () => {
    const docs = after(facts.result('s', 0.5), facts.completed('read', 's', 't'));
    expect(docs.learner()).toMatchObject({
      position: '1',
      skills: { s: standing(2, 1), t: standing(1, 0) },
      refold: false,
      selfAssessments: [],
      enrolments: [],
    });
    expect(docs.entries('s')).toMatchObject([{ eventId: 'event-0' }, { eventId: 'event-1' }]);
    expect(docs.entries('t')).toMatchObject([{ eventId: 'event-1', place: 1 }]);
  });
  test('of a fact about two frameworks stands in both', () => {
    const docs = after(
      facts.result(
        [
          { framework: 'f', skill: 's', share: 1 },
          { framework: 'g', skill: 's', share: 1 },
        ],
        0.5,
      ),
    );
    for (const framework of ['f', 'g'])
      expect(docs.learner(framework)).toMatchObject({ position: '0', skills: { s: standing(1, 1) } });
  });
  test('withdrawn is no longer counted, and the learner says that reading must pair', () =>
    expect(skills(after(facts.result('s', 0.5), facts.withdrawal('event-0', 's')))).toMatchObject({
      position: '1',
      skills: { s: standing(0, 0) },
      refold: true,
    }));
  test('corrected counts as one', () =>
    expect(skills(after(facts.result('s', 0.5), facts.correction('event-0', 's', 0.6)))).toMatchObject({
      skills: { s: standing(1, 1) },
      refold: true,
    }));
  test('of an attempt is withdrawn answer by answer', () => {
    const withdrawn = facts.tookBack(
      [
        { eventId: 'event-0', to: 's' },
        { eventId: 'event-1', to: 't' },
      ],
      uuid(2),
      'quiz',
    );
    expect(
      skills(after(facts.answered('s', 1), facts.answered('t', 1), facts.result('t', 1), withdrawn)),
    ).toMatchObject({ skills: { s: standing(0, 0), t: standing(1, 1) }, refold: true });
  });
  test('of a skill that is named as an object is made', () =>
    expect(skills(after(facts.result('constructor', 0.5)))).toMatchObject({
      skills: { constructor: standing(1, 1) },
    }));
  test('moves nobody else and no other framework', () => {
    const { names } = after(factsOf(BOB).result('s', 0.5));
    expect(names).toEqual([
      `item ${TENANT} f/exam`,
      `learner ${TENANT} ${learnerKey(BOB, 'f')}`,
      `practice ${TENANT} ${learnerKey(BOB, 'f')}`,
      `recent ${TENANT} ${learnerKey(BOB, 'f')}`,
      `shared ${TENANT} f`,
    ]);
  });
  test('goes into chunks: the newest apart, full ones put once', () => {
    const docs = after(...Array.from({ length: 2 * CHUNK + 1 }, (_, n) => facts.result(n % 2 ? 't' : 's', 0.5)));
    expect(docs.recent()).toMatchObject({ chunks: 2, kept: 1 });
    expect(idsIn(docs.recent())).toEqual([`event-${2 * CHUNK}`]);
    for (const n of [0, 1])
      expect(idsIn(docs.chunk(n))).toEqual(Array.from({ length: CHUNK }, (_, index) => `event-${n * CHUNK + index}`));
    expect(docs.chunk(2)).toBeUndefined();
    expect(docs.entries('s')?.map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: CHUNK + 1 }, (_, n) => `event-${2 * n}`),
    );
    expect(docs.learner()).toMatchObject({ skills: { s: standing(CHUNK + 1, CHUNK + 1), t: standing(CHUNK, CHUNK) } });
  });
});

describe('self-assessments', () => {
  const rating = (index: number, skill: string, confident: boolean) => ({
    eventId: `event-${index}`,
    ...AT,
    item: `can-${skill}`,
    skill,
    confident,
    hesitationMs: 1000,
  });
  test('keep their answers by attempt', () =>
    expect(after(facts.began(['s', 't']), facts.rated('s', true), facts.rated('t', false)).learner()).toMatchObject({
      position: '2',
      skills: { s: standing(1, 1), t: standing(1, 1) },
      selfAssessments: [{ attempt: uuid(3), items: 2, answers: [rating(1, 's', true), rating(2, 't', false)] }],
    }));
  test('belong to the framework that they were made for', () => {
    const toTwo = [
      { framework: 'f', skill: 's', share: 1 },
      { framework: 'g', skill: 's', share: 1 },
    ];
    const docs = after(facts.began(['all']), facts.rated(toTwo, true));
    expect(docs.learner('f')).toMatchObject({ selfAssessments: [{ answers: [{ skill: 's' }] }] });
    expect(docs.learner('g')).toMatchObject({ skills: { s: standing(1, 1) }, selfAssessments: [] });
  });
  test('are marked when they are withdrawn', () =>
    expect(
      after(facts.began(['s']), facts.rated('s', true), facts.tookBack([{ eventId: 'event-1', to: 's' }])).learner(),
    ).toMatchObject({
      skills: { s: standing(0, 0) },
      refold: true,
      selfAssessments: [{ attempt: uuid(3), withdrawnAt: AT.knownAt }],
    }));
  test('are not quizzes', () => expect(after(facts.answered('s', 1)).learner()).toMatchObject({ selfAssessments: [] }));
});

describe('enrolments', () => {
  const enrolment: EnrolmentHistory = {
    enrolment: uuid(5),
    eventId: 'event-0',
    startedAt: AT.occurredAt,
    version: 2,
    role: 'pm',
    paths: ['p', 'q'],
    ...AT,
    facts: [],
  };
  const enrolled = facts.enrolled(2, ['p', 'q'], 'pm');
  const held = (...past: Past) => after(enrolled, ...past).learner();
  const stood = (asOf: AsOf | null, ...past: Past) => {
    const doc: { enrolments: EnrolmentHistory[] } = JSON.parse(JSON.stringify(held(...past)));
    return enrolmentsAt(doc.enrolments, asOf)[0];
  };

  test('keep version, role and paths', () =>
    expect(held()).toMatchObject({ position: '0', skills: {}, selfAssessments: [], enrolments: [enrolment] }));
  test('count what was completed, once', () =>
    expect(stood(null, facts.completed('read'), facts.completed('read'))).toMatchObject({ completed: ['read'] }));
  test('add hours by activity', () =>
    expect(stood(null, facts.logged('read', 2), facts.logged('build', 1), facts.logged('read', 0.5))).toMatchObject({
      hours: { read: 2.5, build: 1 },
    }));
  test('count accepted artefacts by activity and kind', () => {
    const cases = { activity: 'write', kind: 'case', count: 2 };
    expect(
      stood(
        null,
        facts.reviewed('write'),
        facts.reviewed('write', { accepted: false }),
        facts.reviewed('write'),
        facts.reviewed('write', { kind: 'own' }),
      ),
    ).toMatchObject({ accepted: [cases, { ...cases, kind: 'own', count: 1 }] });
  });
  test('add small hours without a rest', () =>
    expect(stood(null, ...Array.from({ length: 10 }, () => facts.logged('read', 0.1)))).toMatchObject({
      hours: { read: 1 },
    }));
  test('end', () => expect(stood(null, facts.ended())).toMatchObject({ status: 'ended' }));
  test('that nobody knows of change nothing', () =>
    expect(held(facts.ended(uuid(99)))).toMatchObject({ enrolments: [enrolment] }));
  test('are read as they stood on either clock', () => {
    const late = {
      ...facts.logged('read', 2),
      meta: { occurredAt: '2026-01-06T00:00:00.000Z', recordedAt: '2026-02-01T00:00:00.000Z' },
    };
    const hours = (clock: AsOf['clock'], at: string) => stood({ clock, at }, late)?.hours;
    expect(hours('OCCURRED', '2026-01-05T23:59:59.999Z')).toEqual({});
    expect(hours('OCCURRED', '2026-01-06T00:00:00.000Z')).toEqual({ read: 2 });
    expect(hours('RECORDED', '2026-01-31T00:00:00.000Z')).toEqual({});
    expect(hours('RECORDED', '2026-02-01T00:00:00.000Z')).toEqual({ read: 2 });
    expect(stood({ clock: 'OCCURRED', at: '2026-01-01T00:00:00.000Z' })).toBeUndefined();
  });
});
