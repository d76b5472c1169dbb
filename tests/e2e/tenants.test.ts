import { openAcademy, type Academy, type Json, type Person } from './academy.js';
import { rootFields } from './root-fields.js';

let academy: Academy;
let ours: Readonly<Record<'learner' | 'enrolment' | 'artefact' | 'attempt' | 'replay', string>>;
const FRAMEWORK = 'ai-product-manager';

beforeAll(async () => {
  academy = await openAcademy();
  const ada = academy.as('learner', 'ada');
  const enrolled = await ada.does('enrol', '... on EnrolmentPayload { enrolment { id } }', {
    framework: FRAMEWORK,
    course: 'ai-product-masterclass',
  });
  const enrolment = enrolled.enrolment.id as string;
  const { artefact, position } = await ada.does(
    'submitArtefact',
    '... on ArtefactPayload { position artefact { id } }',
    {
      enrolment,
      activity: 'build-evaluation-framework',
      kind: 'evaluation-exercise',
      title: 'Mine',
    },
  );
  const { attempt } = await ada.does(
    'startAttempt',
    '... on AttemptStarted { attempt }',
    { quiz: 'product-strategy-quiz' },
    { 'x-proficio-after': position },
  );
  const { replays } = await academy
    .as('administrator', 'root')
    .does('startReplay', '... on ReplaysStarted { replays }', { policy: 'canvas/highest@1' });
  ours = { learner: await ada.id(), enrolment, artefact: artefact.id, attempt, replay: replays[0] };
  const overridden = { ...moats(), level: 1, reason: 'Mine' };
  await academy.as('assessor', 'grace').does('overrideLevel', '... on LevelOverridden { position }', overridden);
  await academy.as('analyst', 'anna').does('defineCohort', '... on CohortMoved { position }', {
    key: 'everyone',
    title: 'Everyone',
    course: { framework: FRAMEWORK, key: 'ai-product-masterclass' },
  });
}, 60_000);
afterAll(() => academy.stop());

/** Where Grace set a level of Ada's. */
const moats = () => ({ learner: ours.learner, framework: FRAMEWORK, skill: 'moat-analysis' });
const stranger = (role: string) => academy.as(role, 'stranger', 'elsewhere');
const uses = (name: string) => new RegExp(`^${name}$`);

/** A query of another tenant for what is ours: by whom, and what it must answer. */
type Probe = readonly [role: string, query: () => string, answers: 'NOT_FOUND' | 'EMPTY' | 'OWN'];
const QUERIES: Readonly<Record<string, Probe>> = {
  framework: ['learner', () => `framework(key: "${FRAMEWORK}") { id }`, 'NOT_FOUND'],
  frameworks: ['learner', () => 'frameworks { edges { node { id } } }', 'EMPTY'],
  frameworkDraft: ['curator', () => `frameworkDraft(key: "${FRAMEWORK}") { __typename }`, 'NOT_FOUND'],
  roleDraft: ['curator', () => 'roleDraft(key: "ai-product-manager") { __typename }', 'NOT_FOUND'],
  targetProfile: ['learner', () => 'targetProfile(key: "ai-product-manager") { id }', 'NOT_FOUND'],
  targetProfiles: ['learner', () => 'targetProfiles { edges { node { id } } }', 'EMPTY'],
  item: ['learner', () => 'item(key: "product-strategy.break-even") { id }', 'NOT_FOUND'],
  items: ['learner', () => 'items { edges { node { id } } }', 'EMPTY'],
  quiz: ['learner', () => 'quiz(key: "product-strategy-quiz") { id }', 'NOT_FOUND'],
  quizzes: ['learner', () => 'quizzes { edges { node { id } } }', 'EMPTY'],
  rubric: ['learner', () => 'rubric(key: "project") { id }', 'NOT_FOUND'],
  rubrics: ['learner', () => 'rubrics { edges { node { id } } }', 'EMPTY'],
  attempt: ['administrator', () => `attempt(id: "${ours.attempt}") { id }`, 'NOT_FOUND'],
  viewer: ['learner', () => 'viewer { tenant }', 'OWN'],
  learner: ['administrator', () => `learner(id: "${ours.learner}") { id }`, 'NOT_FOUND'],
  learners: ['administrator', () => 'learners { edges { node { id } } }', 'EMPTY'],
  enrolment: ['administrator', () => `enrolment(id: "${ours.enrolment}") { id }`, 'NOT_FOUND'],
  artefact: ['administrator', () => `artefact(id: "${ours.artefact}") { id }`, 'NOT_FOUND'],
  frameworkPolicy: ['learner', () => `frameworkPolicy(framework: "${FRAMEWORK}") { policy }`, 'NOT_FOUND'],
  replay: ['administrator', () => `replay(id: "${ours.replay}") { id }`, 'NOT_FOUND'],
  replays: ['administrator', () => 'replays { edges { node { id } } }', 'EMPTY'],
  cohort: ['analyst', () => 'cohort(key: "everyone") { title }', 'NOT_FOUND'],
  cohorts: ['analyst', () => 'cohorts { edges { node { key } } }', 'EMPTY'],
  recognitions: ['administrator', () => `learner(id: "${ours.learner}") { id }`, 'NOT_FOUND'],
};

test.each(rootFields('getQueryType'))('the query %s finds nothing of another tenant', async (name) => {
  const probe = QUERIES[Object.keys(QUERIES).find((one) => uses(one).test(name)) ?? ''];
  if (!probe) throw new Error(`${name} has no case here`);
  const [role, query, answers] = probe;
  const { data, errors } = await stranger(role).ask(`{ ${query()} }`);
  const codes = errors?.map(({ extensions }) => extensions.code);
  if (answers === 'NOT_FOUND') expect(codes).toEqual(['NOT_FOUND']);
  if (answers === 'EMPTY') expect([codes, data[name].edges]).toEqual([undefined, []]);
  if (answers === 'OWN') expect(data[name].tenant).toBe('elsewhere');
});

/** A mutation of another tenant on what is ours: by whom, and with what. It must be refused, or stay in its own tenant. */
const MUTATIONS: Readonly<Record<string, readonly [role: string, input: () => object]>> = {
  submitFramework: ['curator', () => ({ key: FRAMEWORK })],
  reviewFramework: ['curator', () => ({ key: FRAMEWORK, approved: true })],
  publishFramework: ['curator', () => ({ key: FRAMEWORK })],
  submitRole: ['curator', () => ({ key: 'ai-product-manager' })],
  reviewRole: ['curator', () => ({ key: 'ai-product-manager', approved: true })],
  publishRole: ['curator', () => ({ key: 'ai-product-manager' })],
  draftRole: [
    'curator',
    () => ({ key: 'x', title: 'X', targets: [{ framework: FRAMEWORK, domain: 'responsible-ai', level: 1 }] }),
  ],
  defineItem: [
    'curator',
    () => ({
      key: 'x',
      title: 'X',
      bindings: [{ framework: FRAMEWORK, skill: 'moat-analysis' }],
      question: { kind: 'GRADED' },
    }),
  ],
  defineQuiz: [
    'curator',
    () => ({ key: 'x', title: 'X', framework: FRAMEWORK, purpose: 'QUIZ', items: ['product-strategy.break-even'] }),
  ],
  defineRubric: [
    'curator',
    () => ({
      key: 'x',
      title: 'X',
      criteria: [
        {
          key: 'c',
          title: 'C',
          bindings: [{ framework: FRAMEWORK, skill: 'moat-analysis' }],
          levels: [
            { key: 'a', title: 'A', value: 0 },
            { key: 'b', title: 'B', value: 1 },
          ],
        },
      ],
    }),
  ],
  startAttempt: ['learner', () => ({ quiz: 'product-strategy-quiz' })],
  recordAnswer: [
    'learner',
    () => ({ attempt: ours.attempt, item: 'product-strategy.break-even', response: { kind: 'NUMERIC', value: 1 } }),
  ],
  submitAttempt: ['learner', () => ({ attempt: ours.attempt })],
  withdrawAttempt: ['administrator', () => ({ attempt: ours.attempt })],
  withdrawResult: ['administrator', () => ({ source: 'hr', sourceId: '1' })],
  overrideLevel: ['administrator', () => ({ ...moats(), level: 1, reason: 'Theirs' })],
  revokeOverride: ['administrator', moats],
  nameLearner: ['administrator', () => ({ learner: ours.learner, name: 'Mallory' })],
  eraseLearner: ['administrator', () => ({ learner: ours.learner })],
  enrol: ['administrator', () => ({ learner: ours.learner, framework: FRAMEWORK, course: 'ai-product-masterclass' })],
  endEnrolment: ['administrator', () => ({ enrolment: ours.enrolment })],
  startActivity: ['learner', () => ({ enrolment: ours.enrolment, activity: 'study-ai-products' })],
  completeActivity: ['learner', () => ({ enrolment: ours.enrolment, activity: 'read-model-reports' })],
  logHours: ['learner', () => ({ enrolment: ours.enrolment, activity: 'study-ai-products', hours: 1 })],
  submitArtefact: [
    'learner',
    () => ({ enrolment: ours.enrolment, activity: 'study-ai-products', kind: 'case-analysis', title: 'X' }),
  ],
  startReplay: ['administrator', () => ({ framework: FRAMEWORK, policy: 'canvas/latest@1' })],
  cancelReplay: ['administrator', () => ({ replay: ours.replay })],
  discardReplay: ['administrator', () => ({ replay: ours.replay })],
  publishReplay: ['administrator', () => ({ replay: ours.replay })],
  reviewArtefact: ['administrator', () => ({ enrolment: ours.enrolment, artefact: ours.artefact, accepted: true })],
  defineCohort: [
    'analyst',
    () => ({ key: 'x', title: 'X', course: { framework: FRAMEWORK, key: 'ai-product-masterclass' } }),
  ],
  removeCohort: ['administrator', () => ({ key: 'everyone' })],
};
/** These succeed anywhere, or answer row by row: what they create must stay in their own tenant. */
const CREATES = ['draftFramework', 'registerLearner', 'recordResults', 'recognisePriorLearning'];

test.each(rootFields('getMutationType').filter((name) => !CREATES.includes(name)))(
  'the mutation %s touches nothing of another tenant',
  async (name) => {
    const probe = MUTATIONS[name];
    if (!probe) throw new Error(`${name} has no case here`);
    const [role, input] = probe;
    const problem = await stranger(role).does(name, '', input());
    expect([problem.__typename, problem.code]).toEqual(['Refused', expect.any(String)]);
  },
);

describe('what another tenant creates stays there', () => {
  const admin = (): Person => stranger('administrator');
  const known = async (person: Person): Promise<readonly Json[]> =>
    (await person.ask('{ learners(first: 50) { edges { node { id } } } }')).data.learners.edges;
  test('a registered learner, whose id differs though issuer and subject are the same', async () => {
    const before = await known(academy.as('administrator', 'root'));
    const { learner, position } = await admin().does(
      'registerLearner',
      '... on LearnerPayload { position learner { id } }',
      { issuer: 'proficio-development', subject: 'ada' },
    );
    expect(learner.id).not.toBe(ours.learner);
    const after = await academy
      .as('administrator', 'root')
      .ask('{ learners(first: 50) { edges { node { id } } } }', {}, { 'x-proficio-after': position });
    expect(after.data.learners.edges).toEqual(before);
  });
  test('rows of results, which find no item there', async () => {
    const row = {
      learner: ours.learner,
      item: 'product-strategy.break-even',
      score: 1,
      occurredAt: '2026-01-01T00:00:00Z',
      source: 'hr',
      sourceId: '1',
    };
    const { rows } = await admin().does('recordResults', '... on ResultsRecorded { rows { status code } }', {
      rows: [row],
    });
    expect(rows).toEqual([{ status: 'REFUSED', code: 'ITEM_UNKNOWN' }]);
  });
  test('rows of prior learning, which find no framework there', async () => {
    const row = {
      learner: ours.learner,
      framework: FRAMEWORK,
      skill: 'moat-analysis',
      score: 1,
      source: 'hr',
      sourceId: '1',
    };
    const { rows } = await admin().does('recognisePriorLearning', '... on RecognitionPayload { rows { status } }', {
      rows: [row],
    });
    expect(rows).toEqual([{ status: 'REFUSED' }]);
  });
});
