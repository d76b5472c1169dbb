import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAcademy, type Academy, type Json, type Person } from './academy.js';

let academy: Academy;
beforeAll(async () => {
  academy = await openAcademy();
}, 60_000);
afterAll(() => academy.stop());

const PLANTED = ['Zebulon', 'Quokka', 'Xylophone', 'Wombat', 'Yggdrasil', 'Fjordland', 'Kumquat', 'Narwhal'] as const;
const [NAME, TITLE, LINK, NOTE, COMMENT, WORDS, PRIOR, REASON] = PLANTED;
const FRAMEWORK = 'ai-product-manager';

/** Every place that takes words of or about a learner. Gives the learner's id. */
const plant = async (ada: Person, grace: Person): Promise<string> => {
  const learner = await ada.id();
  await grace.does('enrol', '', { learner, framework: FRAMEWORK, course: 'ai-product-masterclass' });
  const enrolled = await ada.does('enrol', '... on EnrolmentPayload { enrolment { id } position }', {
    framework: FRAMEWORK,
    course: 'ai-product-masterclass',
  });
  const enrolment = enrolled.enrolment?.id as string;
  expect(
    (await ada.does('nameLearner', '... on LearnerPayload { position }', { learner, name: NAME })).code,
  ).toBeUndefined();
  const submitted = await ada.does('submitArtefact', '... on ArtefactPayload { position artefact { id } }', {
    enrolment,
    activity: 'build-evaluation-framework',
    kind: 'evaluation-exercise',
    title: TITLE,
    link: `https://example.org/${LINK}`,
    note: NOTE,
  });
  const review = { enrolment, artefact: submitted.artefact.id, accepted: true, comment: COMMENT };
  await grace.does('reviewArtefact', '', review, { 'x-proficio-after': submitted.position });
  const started = await ada.does('startAttempt', '... on AttemptStarted { attempt }', {
    quiz: 'product-strategy-quiz',
  });
  const response = { kind: 'SHORT_TEXT', text: WORDS };
  await ada.does('recordAnswer', '', {
    attempt: started.attempt,
    item: 'product-strategy.cost-of-leaving',
    response,
    commandId: 'words',
  });
  const row = {
    learner,
    framework: FRAMEWORK,
    skill: 'moat-analysis',
    score: 0.5,
    note: PRIOR,
    source: 'hr',
    sourceId: '1',
  };
  await grace.does('recognisePriorLearning', '', { rows: [row] });
  const level = { learner, framework: FRAMEWORK, domain: 'responsible-ai', level: 2, reason: REASON };
  expect((await grace.does('overrideLevel', '... on LevelOverridden { position }', level)).code).toBeUndefined();
  return learner;
};

const PERSONAL = `query ($id: ID!) { learner(id: $id) {
  name { state text }
  enrolments(first: 5) { edges { node { artefacts(first: 5) { edges { node { title { text } link { text } note { text } review { comment { text } } } } } } } }
  attempts(first: 5) { edges { node { answers { words { text } } } } }
  competency(framework: "ai-product-manager") { domains { score level evidenceCount } }
  overridden: competency(framework: "ai-product-manager") { domains { override { reason { state text } } } } } }`;

const inFolder = (word: string) =>
  readdirSync(academy.folder).filter((name) => readFileSync(join(academy.folder, name)).includes(word));

test('what a learner wrote is nowhere once the key is destroyed, and what was counted stays', async () => {
  const [ada, grace, root] = [
    academy.as('learner', 'ada'),
    academy.as('assessor', 'grace'),
    academy.as('administrator', 'root'),
  ];
  const id = await plant(ada, grace);
  const last = await academy
    .as('learner', 'bob')
    .does('enrol', '... on EnrolmentPayload { position }', { framework: FRAMEWORK, course: 'ai-product-masterclass' });
  const read = async (headers = {}) => root.ask(PERSONAL, { id }, headers);

  const before = await read({ 'x-proficio-after': last.position });
  expect(before.errors).toBeUndefined();
  const shown = JSON.stringify(before.data);
  for (const word of PLANTED.filter((one) => one !== PRIOR)) expect(shown).toContain(word);
  for (const word of PLANTED) expect(inFolder(word)).toEqual([]);

  const erased = await root.does('eraseLearner', '... on LearnerPayload { position }', { learner: id });
  const after = await read({ 'x-proficio-after': erased.position });
  expect(after.errors).toBeUndefined();
  for (const word of PLANTED) expect(JSON.stringify(after.data) + academy.log()).not.toContain(word);
  expect(after.data.learner.name.state).toBe('ERASED');
  expect(after.data.learner.competency).toEqual(before.data.learner.competency);
  const [override] = after.data.learner.overridden.domains.flatMap(({ override }: Json) => override ?? []);
  expect(override).toEqual({ reason: { state: 'ERASED', text: null } });
  for (const word of PLANTED) expect(inFolder(word)).toEqual([]);

  const again = await ada.does('startAttempt', '', { quiz: 'product-strategy-quiz' });
  expect(again.code).toBe('LEARNER_ERASED');
});
