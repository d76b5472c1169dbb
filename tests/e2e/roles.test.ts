import { openAcademy, type Academy, type Reply } from './academy.js';
import { deedsIn, FRAMEWORK, type Prepare } from './deeds.js';
import { rootFields } from './root-fields.js';

const ROLES = ['learner', 'assessor', 'curator', 'analyst', 'administrator'] as const;

let academy: Academy;
let deeds: Readonly<Record<string, Prepare>>;
let ada: { readonly learner: string; readonly enrolment: string; readonly artefact: string; readonly attempt: string };
const DRAFT = { framework: '', role: '' };
const MADE = { cohort: '', replay: '' };
beforeAll(async () => {
  academy = await openAcademy();
  deeds = deedsIn(academy);
  const person = academy.as('learner', 'ada');
  const learner = await person.id();
  const input = async (deed: string): Promise<object> => (await deeds[deed]?.(person, 'learner')) ?? {};
  ada = {
    learner,
    enrolment: '',
    artefact: '',
    attempt: '',
    ...(await input('reviewArtefact')),
    ...(await input('submitAttempt')),
  };
  const made = async (deed: string, name: string) =>
    String(Object.entries(await input(deed)).find(([one]) => one === name)?.[1]);
  Object.assign(DRAFT, { framework: await made('submitFramework', 'key'), role: await made('submitRole', 'key') });
  Object.assign(MADE, { cohort: await made('removeCohort', 'key'), replay: await made('discardReplay', 'replay') });
}, 60_000);
afterAll(() => academy.stop());

/** The table of roles, row by row: who may, and what that opens. Words after a mutation's name tell in which way. */
interface Row {
  readonly may: readonly (typeof ROLES)[number][];
  readonly queries?: Readonly<Record<string, () => string>>;
  readonly mutations?: readonly string[];
}
const TABLE: Readonly<Record<string, Row>> = {
  'read the published curriculum': {
    may: ROLES,
    queries: {
      framework: () => `framework(key: "${FRAMEWORK}") { domains { skills { key } } paths { activities { key } } }`,
      frameworks: () => 'frameworks { edges { node { id } } }',
      targetProfile: () => 'targetProfile(key: "ai-product-manager") { id }',
      targetProfiles: () => 'targetProfiles { edges { node { id } } }',
      item: () => 'item(key: "product-strategy.break-even") { prompt }',
      items: () => 'items { edges { node { prompt } } }',
      quiz: () => 'quiz(key: "product-strategy-quiz") { items { prompt } }',
      quizzes: () => 'quizzes { edges { node { id } } }',
      rubric: () => 'rubric(key: "project") { id }',
      rubrics: () => 'rubrics { edges { node { id } } }',
    },
  },
  'write, review and publish drafts, items, rubrics': {
    may: ['curator', 'administrator'],
    queries: {
      frameworkDraft: () => `frameworkDraft(key: "${DRAFT.framework}") { status }`,
      roleDraft: () => `roleDraft(key: "${DRAFT.role}") { status }`,
    },
    mutations: [
      ...['draftFramework', 'submitFramework', 'reviewFramework', 'publishFramework'],
      ...['draftRole', 'submitRole', 'reviewRole', 'publishRole'],
      ...['defineItem', 'defineQuiz', 'defineRubric'],
    ],
  },
  'read accepted answers': {
    may: ['assessor', 'curator', 'administrator'],
    queries: {
      'item, accepted': () => 'item(key: "product-strategy.break-even") { accepted { value } }',
      'quiz, accepted': () => 'quiz(key: "product-strategy-quiz") { items { accepted { value } } }',
    },
  },
  'work of one’s own': {
    may: ['learner'],
    mutations: [
      ...['enrol', 'startActivity', 'completeActivity', 'logHours', 'submitArtefact'],
      ...['startAttempt', 'recordAnswer', 'submitAttempt'],
    ],
  },
  'see who one is': { may: ROLES, queries: { viewer: () => 'viewer { tenant role learner { id } }' } },
  // Everyone has an id of their own and so a name; to see oneself, even with nothing to see, takes being able to see any.
  'be named': { may: ROLES, mutations: ['nameLearner'] },
  'see one’s own profile': {
    may: ['learner', 'assessor', 'analyst', 'administrator'],
    queries: {
      'viewer, profile': () =>
        `viewer { learner { attempts { edges { node { id } } } competency(framework: "${FRAMEWORK}") { policy } } }`,
      frameworkPolicy: () => `frameworkPolicy(framework: "${FRAMEWORK}") { policy }`,
    },
  },
  'end an enrolment of one’s own, or of others': {
    may: ['learner', 'assessor', 'administrator'],
    mutations: ['endEnrolment'],
  },
  'any learner’s profile and evidence': {
    may: ['assessor', 'analyst', 'administrator'],
    queries: {
      learner: () => `learner(id: "${ada.learner}") { id enrolments { edges { node { id } } } }`,
      'learner, profile': () =>
        `learner(id: "${ada.learner}") { competency(framework: "${FRAMEWORK}") { domains { skills { evidence { edges { node { outcome } } } } } } }`,
      'learner, attempts': () =>
        `learner(id: "${ada.learner}") { attempts { edges { node { answers { outcome } } } } }`,
      learners: () => 'learners { edges { node { id } } }',
      attempt: () => `attempt(id: "${ada.attempt}") { answers { outcome } }`,
      enrolment: () => `enrolment(id: "${ada.enrolment}") { artefacts { edges { node { id } } } }`,
    },
  },
  'review artefacts, recognise prior learning, override': {
    may: ['assessor', 'administrator'],
    mutations: ['reviewArtefact', 'recognisePriorLearning', 'overrideLevel', 'revokeOverride'],
  },
  'register learners, enrol others, record results scored elsewhere': {
    may: ['assessor', 'administrator'],
    mutations: [
      ...['registerLearner', 'nameLearner another', 'enrol another', 'endEnrolment of another'],
      ...['recordResults', 'withdrawResult', 'withdrawAttempt'],
    ],
  },
  'read cohorts': {
    may: ['curator', 'analyst', 'administrator'],
    queries: {
      cohort: () => `cohort(key: "${MADE.cohort}") { competency(framework: "${FRAMEWORK}") { policy } }`,
      cohorts: () => 'cohorts { edges { node { key } } }',
    },
  },
  'cohorts and replays': {
    may: ['analyst', 'administrator'],
    queries: {
      replay: () => `replay(id: "${MADE.replay}") { moves { edges { node { learner { id } } } } }`,
      replays: () => 'replays { edges { node { id } } }',
    },
    mutations: ['defineCohort', 'removeCohort', 'startReplay', 'cancelReplay', 'discardReplay'],
  },
  'publish a replay': { may: ['administrator'], mutations: ['publishReplay'] },
  'erase a learner': { may: ['administrator'], mutations: ['eraseLearner'] },
};

const rows = Object.entries(TABLE);
const cells = <T>(inRow: (row: Row) => readonly T[]) =>
  rows.flatMap(([row, { may, ...rest }]) =>
    inRow({ may, ...rest }).flatMap((asked) => ROLES.map((role) => [row, asked, role, may.includes(role)] as const)),
  );
const fieldIn = (asked: string): string => asked.split(/[ ,]/)[0] ?? '';
const codesOf = ({ errors }: Reply) => errors?.map(({ extensions }) => extensions.code);
const NO = expect.arrayContaining([expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);

test('every query and every mutation stands in the table', () => {
  const named = (inRow: (row: Row) => readonly string[]) => new Set(rows.flatMap(([, row]) => inRow(row)).map(fieldIn));
  const queries = named((row) => Object.keys(row.queries ?? {}));
  expect(rootFields('getQueryType').filter((name) => !queries.has(name))).toEqual([]);
  const mutations = named((row) => row.mutations ?? []);
  expect(rootFields('getMutationType').filter((name) => !mutations.has(name))).toEqual([]);
});

describe('who may see', () => {
  const asked = cells(({ queries = {} }) => Object.entries(queries)).map(
    ([row, [name, query], role, may]) => [row, name, role, may ? 'is answered' : 'is refused', query, may] as const,
  );
  test.each(asked)('%s: %s by a %s %s', async (_row, name, role, _told, query, may) => {
    const reply = await academy.as(role, `some-${role}`).ask(`{ ${query()} }`);
    if (!may) return expect(codesOf(reply)).toEqual(NO);
    expect(reply.errors).toBeUndefined();
    expect(reply.data[fieldIn(name)]).not.toBeNull();
  });
});

describe('who may do', () => {
  const ROWS_TOLD: Readonly<Record<string, string>> = {
    recordResults: '... on ResultsRecorded { rows { status } }',
    recognisePriorLearning: '... on RecognitionPayload { rows { status } }',
  };
  const done = cells(({ mutations = [] }) => mutations).map(
    ([row, name, role, may]) => [row, name, role, may ? 'is done' : 'is refused', may] as const,
  );
  test.each(done)('%s: %s by a %s %s', async (_row, deed, role, _told, may) => {
    const person = academy.as(role, `${role} who ${deed}`);
    const input = await deeds[deed]?.(person, role);
    if (!input) throw new Error(`nobody knows how to ${deed}`);
    const head = await academy.stores.events.head();
    const name = fieldIn(deed);
    const reply = await person.tries(name, ROWS_TOLD[name] ?? '', input);
    // It would have to be sent while a replay runs, which here takes no time: what is over is refused to whoever may.
    if (may && name === 'cancelReplay') return expect(reply.data[name]).toMatchObject({ code: 'REPLAY_COMPLETED' });
    if (may) {
      expect(reply).toMatchObject({
        errors: undefined,
        data: { [name]: { __typename: expect.not.stringMatching(/Refused|Invalid/) } },
      });
      expect(JSON.stringify(reply.data)).not.toContain('REFUSED');
      return expect(await academy.stores.events.head()).toBeGreaterThan(head);
    }
    if (reply.errors) expect(codesOf(reply)).toEqual(NO);
    else
      expect(reply.data[name]).toMatchObject({
        __typename: 'Refused',
        code: expect.stringMatching(/^(LEARNER_UNKNOWN|ENROLMENT_NOT_YOURS)$/),
      });
    return expect(await academy.stores.events.head()).toBe(head);
  });
});
