import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getNamedType, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { mintToken, OPERATOR } from '@proficio/infra';
import { supergraph } from '@proficio/schema';
import { openAcademy, type Academy, type Json, type Person } from './academy.js';
import { projections } from './aftermath.js';

let academy: Academy;
beforeAll(async () => {
  academy = await openAcademy();
}, 60_000);
afterAll(() => academy.stop());

const PLANTED = ['Zebulon', 'Quokka', 'Xylophone', 'Wombat', 'Yggdrasil', 'Fjordland', 'Kumquat', 'Narwhal'] as const;
const [NAME, TITLE, LINK, NOTE, COMMENT, WORDS, PRIOR, REASON] = PLANTED;
/** Who it is, and what was refused: never kept, and never shown. */
const UNKEPT = ['Ocelot', 'Pangolin'] as const;
const [SUBJECT, REFUSED] = UNKEPT;
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
  // In the document itself, as a careless client sends it.
  const named = await ada.ask(`mutation { nameLearner(input: { learner: "${learner}", name: "${NAME}" }) {
    ... on LearnerPayload { position } } }`);
  expect(named.data.nameLearner.position).toBeDefined();
  const submitted = await ada.does('submitArtefact', '... on ArtefactPayload { position artefact { id } }', {
    enrolment,
    activity: 'build-evaluation-framework',
    kind: 'evaluation-exercise',
    title: TITLE,
    link: `https://example.org/${LINK}`,
    note: NOTE,
  });
  const refused = { enrolment, activity: 'no-such-activity', kind: 'evaluation-exercise', title: REFUSED };
  expect((await ada.does('submitArtefact', '', refused)).__typename).toBe('Refused');
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
  enrolments(first: 5) { edges { node { artefacts(first: 5) { edges { node { title { state text } link { state text } note { state text } review { comment { state text } } } } } } } }
  recognitions(first: 5) { edges { node { note { state text } } } }
  attempts(first: 5) { edges { node { answers { points words { state text } } } } }
  competency(framework: "ai-product-manager") { domains { score level evidenceCount } }
  overridden: competency(framework: "ai-product-manager") { domains { override { reason { state text } } } } } }`;

const inFolder = (word: string) =>
  readdirSync(academy.folder).filter((name) => readFileSync(join(academy.folder, name)).includes(word));

/** Each with the same documents as before, the erased learner's too. */
const rebuildAll = async () => {
  const token = await mintToken(academy.folder, { subject: 'root', role: OPERATOR, tenant: 'academy' });
  const response = await fetch(new URL('/operations/rebuild', academy.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await response.json()).toMatchObject(projections.map(({ name }) => ({ name, setAside: 0, replaced: null })));
};

test('everything personal that can be asked for is asked for here', () => {
  const schema = buildSchema(supergraph(), { assumeValidSDL: true });
  const personal = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => getNamedType(field.type).name === 'PersonalText')
    .map(({ type, field }) => `${type.name}.${field.name}`);
  const asked: string[] = [];
  const types = new TypeInfo(schema);
  const Field = () => void asked.push(`${types.getParentType()?.name}.${types.getFieldDef()?.name}`);
  visit(parse(PERSONAL), visitWithTypeInfo(types, { Field }));
  expect(personal.filter((coordinate) => !asked.includes(coordinate))).toEqual([]);
});

test('what a learner wrote is nowhere once the key is destroyed, before and after a rebuild, and what was counted stays', async () => {
  const [ada, grace, root] = [
    academy.as('learner', SUBJECT),
    academy.as('assessor', 'grace'),
    academy.as('administrator', 'root'),
  ];
  const id = await plant(ada, grace);
  const last = await academy
    .as('learner', 'bob')
    .does('enrol', '... on EnrolmentPayload { position }', { framework: FRAMEWORK, course: 'ai-product-masterclass' });
  const read = async (person: Person, headers = {}) => {
    const { data, errors } = await person.ask(PERSONAL, { id }, headers);
    expect(errors).toBeUndefined();
    return { shown: JSON.stringify(data), learner: data.learner };
  };
  const states = ({ shown }: { readonly shown: string }) => shown.match(/SHOWN|WITHHELD|ERASED/g);
  const points = ({ learner }: { readonly learner: Json }) =>
    learner.attempts.edges.flatMap(({ node }: Json) => node.answers.map(({ points }: Json) => points));
  const each = (state: string) => PLANTED.map(() => state);

  const before = await read(root, { 'x-proficio-after': last.position });
  for (const word of PLANTED) expect(before.shown).toContain(word);
  expect(states(before)).toEqual(each('SHOWN'));
  expect(states(await read(academy.as('analyst', 'ann')))).toEqual(each('WITHHELD'));
  for (const word of [...PLANTED, ...UNKEPT]) expect(inFolder(word)).toEqual([]);

  const erased = await root.does('eraseLearner', '... on LearnerPayload { position }', { learner: id });
  const isGone = async () => {
    const after = await read(root, { 'x-proficio-after': erased.position });
    for (const word of [...PLANTED, ...UNKEPT]) {
      expect(after.shown + academy.log()).not.toContain(word);
      expect(inFolder(word)).toEqual([]);
    }
    expect(states(after)).toEqual(each('ERASED'));
    expect(after.learner.competency).toEqual(before.learner.competency);
    expect(points(after)).toEqual(points(before));
  };
  await isGone();
  await rebuildAll();
  await isGone();

  const again = await ada.does('startAttempt', '', { quiz: 'product-strategy-quiz' });
  expect(again.code).toBe('LEARNER_ERASED');
});
