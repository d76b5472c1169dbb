import type { Academy, Json, Person } from './academy.js';
import { untilOver } from './replaying.js';

export const FRAMEWORK = 'ai-product-manager';
const COURSE = { framework: FRAMEWORK, course: 'ai-product-masterclass' };
const MOAT = { framework: FRAMEWORK, skill: 'moat-analysis' };
const DOMAIN = { framework: FRAMEWORK, domain: 'product-strategy' };
const QUIZ = { quiz: 'product-strategy-quiz' };
const ANSWER = { item: 'product-strategy.break-even', response: { kind: 'NUMERIC', value: 400_000 } };
const ARTEFACT = { activity: 'study-ai-products', kind: 'case-analysis', title: 'A case' };

/** Brings things so far that the asker, if allowed, succeeds; gives the input to send. Learners act on what is theirs. */
export type Prepare = (asker: Person, role: string) => Promise<object>;

/** Every mutation, some in several ways: `enrol`, and `enrol another`. */
export const deedsIn = (academy: Academy): Readonly<Record<string, Prepare>> => {
  let made = 0;
  const fresh = (): string => `made-${++made}`;
  const curator = academy.as('curator', 'curie');
  const grace = academy.as('assessor', 'grace');
  const anna = academy.as('analyst', 'anna');

  /** The views of every service contain it. */
  const settled = (position: string) =>
    curator.ask(
      '{ frameworks { edges { cursor } } items { edges { cursor } } viewer { tenant } cohorts { edges { cursor } } }',
      {},
      { 'x-proficio-after': position },
    );
  const done = async (person: Person, name: string, payload: string, input: object): Promise<Json> => {
    const result = await person.does(name, `... on ${payload}`, input);
    if ('code' in result) throw new Error(`${name}: ${JSON.stringify(result)}`);
    await settled(result.position);
    return result;
  };

  const content = (key: string) => ({
    key,
    title: 'T',
    priorityRule: 'gap@1',
    levels: [{ key: 'one', title: 'One' }],
    domains: [{ key: 'd', title: 'D' }],
    skills: [{ key: 's', title: 'S', domain: 'd' }],
  });
  const role = (key: string) => ({
    key,
    title: 'T',
    targets: [{ framework: FRAMEWORK, domain: 'responsible-ai', level: 1 }],
  });
  /** A draft as far as these steps lead it. */
  const drafted = async (noun: 'Framework' | 'Role', ...steps: readonly string[]) => {
    const key = fresh();
    const moved = `${noun}Moved { position }`;
    await done(curator, `draft${noun}`, moved, noun === 'Framework' ? content(key) : role(key));
    for (const step of steps)
      await done(curator, `${step}${noun}`, moved, { key, ...(step === 'review' && { approved: true }) });
    return { key };
  };

  /** The asker where it is a learner's deed, else some learner who is known. */
  const whose = (asker: Person, as: string) => (as === 'learner' ? asker : academy.as('learner', fresh()));
  const enrolled = async (person: Person) => ({
    enrolment: String(
      (await done(person, 'enrol', 'EnrolmentPayload { position enrolment { id } }', COURSE)).enrolment.id,
    ),
  });
  const another = async () => {
    const learner = academy.as('learner', fresh());
    const id = await learner.id();
    await done(learner, 'nameLearner', 'LearnerPayload { position }', { learner: id, name: 'Somebody' });
    return { learner: id };
  };
  const started = async (person: Person) => ({
    attempt: String((await done(person, 'startAttempt', 'AttemptStarted { position attempt }', QUIZ)).attempt),
  });
  const answered = async (person: Person) => {
    const attempt = await started(person);
    await done(person, 'recordAnswer', 'AnswerScored { position }', { ...attempt, ...ANSWER });
    return attempt;
  };
  const submitted = async (person: Person) => {
    const enrolment = await enrolled(person);
    const input = { ...enrolment, ...ARTEFACT };
    const { artefact } = await done(person, 'submitArtefact', 'ArtefactPayload { position artefact { id } }', input);
    return { ...enrolment, artefact: String(artefact.id) };
  };
  const result = async () => {
    const scored = { item: ANSWER.item, score: 1, occurredAt: '2026-01-01T00:00:00Z' };
    return { ...(await another()), ...scored, source: 'hr', sourceId: fresh() };
  };

  const overridden = async () => ({ ...(await another()), ...MOAT });
  const course = { framework: FRAMEWORK, key: COURSE.course };
  /** The key of a cohort that there is, under the name that an input has for it. */
  const grouped = async (name: 'key' | 'cohort') => {
    const key = fresh();
    await done(anna, 'defineCohort', 'CohortMoved { position }', { key, title: 'T', course });
    return { [name]: key };
  };
  const policy = () => `canvas/highest@1 {points: ${++made}}`;
  /** Over, and not yet put in force. */
  const replayed = async () => {
    const input = { framework: FRAMEWORK, policy: policy() };
    const { replays } = await done(anna, 'startReplay', 'ReplaysStarted { position replays }', input);
    await untilOver(anna, String(replays[0]));
    return { replay: String(replays[0]) };
  };

  const works = {
    draftFramework: async () => content(fresh()),
    submitFramework: () => drafted('Framework'),
    reviewFramework: async () => ({ ...(await drafted('Framework', 'submit')), approved: true }),
    publishFramework: () => drafted('Framework', 'submit', 'review'),
    draftRole: async () => role(fresh()),
    submitRole: () => drafted('Role'),
    reviewRole: async () => ({ ...(await drafted('Role', 'submit')), approved: true }),
    publishRole: () => drafted('Role', 'submit', 'review'),
    defineItem: async () => ({ key: fresh(), title: 'T', bindings: [MOAT], question: { kind: 'GRADED' } }),
    defineQuiz: async () => ({
      key: fresh(),
      title: 'T',
      framework: FRAMEWORK,
      purpose: 'QUIZ',
      items: [ANSWER.item],
    }),
    defineRubric: async () => {
      const levels = [
        { key: 'no', title: 'No', value: 0 },
        { key: 'yes', title: 'Yes', value: 1 },
      ];
      return { key: fresh(), title: 'T', criteria: [{ key: 'c', title: 'C', bindings: [MOAT], levels }] };
    },
    startAttempt: async () => QUIZ,
    recordAnswer: async (asker, as) => ({ ...(await started(whose(asker, as))), ...ANSWER }),
    submitAttempt: (asker, as) => answered(whose(asker, as)),
    withdrawAttempt: (asker, as) => answered(whose(asker, as)),
    recordResults: async () => ({ rows: [await result()] }),
    withdrawResult: async () => {
      const row = await result();
      await done(grace, 'recordResults', 'ResultsRecorded { position }', { rows: [row] });
      return { source: row.source, sourceId: row.sourceId };
    },
    enrol: async () => COURSE,
    'enrol another': async () => ({ ...(await another()), ...COURSE }),
    endEnrolment: (asker, as) => enrolled(whose(asker, as)),
    'endEnrolment of another': () => enrolled(academy.as('learner', fresh())),
    startActivity: async (asker, as) => ({ ...(await enrolled(whose(asker, as))), activity: ARTEFACT.activity }),
    completeActivity: async (asker, as) => ({
      ...(await enrolled(whose(asker, as))),
      activity: 'read-model-reports',
    }),
    logHours: async (asker, as) => ({ ...(await enrolled(whose(asker, as))), activity: ARTEFACT.activity, hours: 1 }),
    submitArtefact: async (asker, as) => ({ ...(await enrolled(whose(asker, as))), ...ARTEFACT }),
    reviewArtefact: async (asker, as) => ({ ...(await submitted(whose(asker, as))), accepted: true }),
    recognisePriorLearning: async () => ({
      rows: [{ ...(await another()), ...MOAT, score: 0.5, source: 'hr', sourceId: fresh() }],
    }),
    registerLearner: async () => ({ issuer: 'https://login.example', subject: fresh() }),
    nameLearner: async (asker) => ({ learner: await asker.id(), name: 'Me' }),
    'nameLearner another': async () => ({ ...(await another()), name: 'Them' }),
    eraseLearner: another,
    overrideLevel: async () => ({ ...(await overridden()), level: 1, reason: 'Seen at work' }),
    'overrideLevel in a domain': async () => ({ ...(await another()), ...DOMAIN, level: 1, reason: 'Seen at work' }),
    revokeOverride: async () => {
      const which = await overridden();
      await done(grace, 'overrideLevel', 'LevelOverridden { position }', { ...which, level: 1, reason: 'Seen' });
      return which;
    },
    startReplay: async () => ({ framework: FRAMEWORK, policy: policy() }),
    'startReplay of a cohort': async () => ({ framework: FRAMEWORK, policy: policy(), ...(await grouped('cohort')) }),
    cancelReplay: replayed,
    discardReplay: replayed,
    publishReplay: replayed,
    defineCohort: async () => ({ key: fresh(), title: 'T', course }),
    'defineCohort of learners': async () => ({ key: fresh(), title: 'T', learners: [(await another()).learner] }),
    removeCohort: () => grouped('key'),
  } satisfies Readonly<Record<string, Prepare>>;
  return works;
};
