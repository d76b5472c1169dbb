import { ERASED, NO_STREAM, part, rebuild, streamName, unsealAll, type Sealed } from '@proficio/events';
import { ADA, META, TENANT, uuid } from '@proficio/tests';
import { enrolmentProgress } from '../enrolment-progress/enrolment-progress.js';
import { learners } from '../learners/learners.js';
import { recognitions } from '../recognitions/recognitions.js';
import {
  bob,
  assessor,
  administrator,
  curator,
  FRAMEWORK,
  mutation,
  learnerMutation,
  enrolmentMutation,
  artefactMutation,
  served,
} from '../served.sample.js';
import { progress } from '../service.js';

const { events, views, keys, kernel, read, data, run, enrol, caughtUp } = served();

describe('erasing', () => {
  const PLANTED = [
    'Eve Planted',
    'Planted title',
    'https://planted.example/',
    'Planted note',
    'Planted comment',
    'Planted prior',
  ];
  let eve: string;
  let enrolment: string;

  const planted = async () => {
    const registered = await run(assessor, 'registerLearner', learnerMutation, {
      issuer: 'i',
      subject: 'eve',
      name: PLANTED[0],
    });
    eve = registered.learner.id;
    enrolment = (await enrol({ actor: eve }, { framework: FRAMEWORK, path: 'quality-evaluation' })).enrolment.id;
    const submitted = await run({ actor: eve }, 'submitArtefact', artefactMutation, {
      enrolment,
      activity: 'build-evaluation',
      kind: 'evaluation-exercise',
      title: PLANTED[1],
      link: PLANTED[2],
      note: PLANTED[3],
      commandId: 'eve-submits',
    });
    await run(assessor, 'reviewArtefact', artefactMutation, {
      enrolment,
      artefact: submitted.artefact.id,
      accepted: true,
      comment: PLANTED[4],
    });
    const rows = [{ learner: eve, framework: FRAMEWORK, skill: 'moat-analysis', score: 0.5, note: PLANTED[5] }];
    await data(
      assessor,
      'mutation($input: RecognisePriorLearningInput!) { recognisePriorLearning(input: $input) { __typename } }',
      { input: { rows } },
    );
  };
  const EVERYTHING = `query($learner: ID!) { learner(id: $learner) { name { state text } erased
    enrolments { edges { node { status artefacts { edges { node { kind
      title { state text } link { state text } note { state text } review { accepted comment { state text } } } } } } } }
    recognitions { edges { node { outcome note { state text } } } } } }`;
  const states = (shown: unknown) => [...JSON.stringify(shown).matchAll(/"state":"(\w+)"/g)].map(([, state]) => state);
  const texts = (shown: unknown) => PLANTED.filter((text) => JSON.stringify(shown).includes(text));
  const sealedInViews = async (): Promise<readonly Sealed<string>[]> => {
    const found: Sealed<string>[] = [];
    for (const set of await views.sets())
      await views.scan(set, async ({ chunks }) => {
        for await (const chunk of chunks)
          JSON.stringify(chunk, (_key, value) => {
            if (value?.subject === eve) found.push(value);
            return typeof value === 'bigint' ? String(value) : value;
          });
      });
    return found;
  };

  beforeAll(planted);

  test('before it, everything is there for the learner and for staff', async () => {
    for (const who of [{ actor: eve }, assessor]) {
      const shown = await data(who, EVERYTHING, { learner: eve });
      expect(texts(shown)).toEqual(PLANTED);
      expect(new Set(states(shown))).toEqual(new Set(['SHOWN']));
    }
    expect(await sealedInViews()).toHaveLength(PLANTED.length);
  });
  test('someone unknown is refused', async () =>
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: 'f'.repeat(32) })).toMatchObject({
      code: 'LEARNER_UNKNOWN',
    }));
  test('everything personal reads as erased, in the views and in rebuilt ones; counts and outcomes stay', async () => {
    const erased = await run(administrator, 'eraseLearner', learnerMutation, { learner: eve, commandId: 'erase' });
    expect(erased).toMatchObject({ learner: { id: eve } });
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: eve, commandId: 'erase' })).toEqual(
      erased,
    );
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: eve })).toMatchObject({
      learner: { id: eve },
    });

    const before = await data(assessor, EVERYTHING, { learner: eve });
    expect(texts(before)).toEqual([]);
    expect(states(before)).toEqual(PLANTED.map(() => 'ERASED'));
    expect(before.learner).toMatchObject({
      erased: true,
      enrolments: { edges: [{ node: { status: 'CLOSED' } }] },
      recognitions: { edges: [{ node: { outcome: 0.5 } }] },
    });
    for (const projection of [part(learners), part(recognitions), part(enrolmentProgress)])
      await rebuild(projection, events, views);
    expect(await data(assessor, EVERYTHING, { learner: eve })).toEqual(before);
    const sealed = await sealedInViews();
    expect(sealed).toHaveLength(PLANTED.length);
    expect(new Set(await unsealAll(keys, TENANT, sealed))).toEqual(new Set([ERASED]));
  });
  test('the learner stays closed everywhere', async () => {
    const at = { enrolment, activity: 'build-evaluation' };
    const submit = { ...at, kind: 'evaluation-exercise', title: PLANTED[1] };
    const closed = [
      run(assessor, 'registerLearner', learnerMutation, { issuer: 'i', subject: 'eve' }),
      run(assessor, 'nameLearner', learnerMutation, { learner: eve, name: 'Eve' }),
      run({ actor: eve }, 'nameLearner', learnerMutation, { learner: eve, name: 'Eve' }),
      enrol(assessor, { learner: eve, framework: FRAMEWORK, course: 'masterclass' }),
      enrol({ actor: eve }, { framework: FRAMEWORK, course: 'masterclass' }),
      run({ actor: eve }, 'logHours', enrolmentMutation, { ...at, hours: 1 }),
      run({ actor: eve }, 'startActivity', enrolmentMutation, at),
      run({ actor: eve }, 'submitArtefact', artefactMutation, submit),
      run({ actor: eve }, 'submitArtefact', artefactMutation, { ...submit, commandId: 'eve-submits' }),
      run(assessor, 'reviewArtefact', artefactMutation, { enrolment, artefact: uuid(4), accepted: true }),
      run(assessor, 'endEnrolment', enrolmentMutation, { enrolment }),
    ];
    for (const answer of await Promise.all(closed)) expect(answer).toMatchObject({ code: 'LEARNER_ERASED' });
    const rows = [{ learner: eve, framework: FRAMEWORK, skill: 'moat-analysis', score: 0.5 }];
    const recognise = mutation('recognisePriorLearning', '... on RecognitionPayload { rows { status code } }');
    expect(await data(assessor, recognise, { input: { rows } })).toEqual({
      recognisePriorLearning: { rows: [{ status: 'REFUSED', code: 'LEARNER_ERASED' }] },
    });
    expect((await data({ actor: eve }, EVERYTHING, { learner: eve })).learner.erased).toBe(true);
  });
  test('one who did no more than begin a quiz is found by staff, and erased', async () => {
    const gil = '911'.padEnd(32, '0');
    const begun = { attempt: uuid(78), learner: gil, quiz: 'gaps', framework: FRAMEWORK, purpose: 'self-assessment' };
    await events.append(streamName('attempt', TENANT, uuid(78)), NO_STREAM, [
      {
        id: uuid(78),
        type: 'AttemptStarted',
        data: { ...begun, items: ['i'] },
        meta: { ...META, actor: gil, commandDigest: '', causationId: '', schemaVersion: 1 },
      },
    ]);
    const FOUND =
      'query($learner: ID!) { learner(id: $learner) { id erased } learners(first: 100) { edges { node { id } } } }';
    const found = await data(assessor, FOUND, { learner: gil });
    expect(found.learner).toEqual({ id: gil, erased: false });
    expect(found.learners.edges).toContainEqual({ node: { id: gil } });
    expect(await run(administrator, 'eraseLearner', learnerMutation, { learner: gil })).toMatchObject({
      learner: { id: gil },
    });
    expect((await keys.getMany(TENANT, [gil])).get(gil)).toBe('destroyed');
    expect((await data(assessor, FOUND, { learner: gil })).learner).toEqual({ id: gil, erased: true });
  });
  test('to another learner it makes no difference, and asking leaves no key behind', async () => {
    const nobody = 'f0f'.padEnd(32, '0');
    for (const learner of [eve, nobody]) {
      const naming = { learner, name: 'Eve' };
      for (const who of [bob, curator])
        expect(await run(who, 'nameLearner', learnerMutation, naming)).toMatchObject({ code: 'LEARNER_UNKNOWN' });
      expect(await enrol(bob, { learner, framework: FRAMEWORK, course: 'masterclass' })).toMatchObject({
        code: 'LEARNER_UNKNOWN',
      });
    }
    expect((await keys.getMany(TENANT, [nobody])).size).toBe(0);
  });
  test('a crash between the event and the key is mended at start', async () => {
    const registered = await run(assessor, 'registerLearner', learnerMutation, {
      issuer: 'i',
      subject: 'fay',
      name: 'Fay',
    });
    const fay = registered.learner.id;
    await events.append(streamName('learner', TENANT, fay), 0n, [
      {
        id: uuid(77),
        type: 'LearnerErased',
        data: { learner: fay },
        meta: { ...META, commandDigest: '', causationId: '', schemaVersion: 1 },
      },
    ]);
    await caughtUp();
    await progress.resume?.({ kernel, read });
    expect((await keys.getMany(TENANT, [fay])).get(fay)).toBe('destroyed');
    expect((await keys.getMany(TENANT, [ADA])).get(ADA)).not.toBe('destroyed');
    expect(await enrol({ actor: fay }, { framework: FRAMEWORK, course: 'masterclass' })).toMatchObject({
      code: 'LEARNER_ERASED',
    });
  });
});
