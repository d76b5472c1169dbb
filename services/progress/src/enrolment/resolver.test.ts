import { categoryOf } from '@proficio/events';
import { ADA, BOB, uuid } from '@proficio/tests';
import {
  ada,
  bob,
  assessor,
  administrator,
  analyst,
  curator,
  FRAMEWORK,
  NOW,
  enrolmentMutation,
  artefactMutation,
  mutation,
  fieldsOf,
  PROFILE,
  ENROLMENT,
  served,
} from '../served.sample.js';
import { progress } from '../service.js';

const { events, contextOf, data, codeOf, run, enrol, caughtUp } = served();

describe('an enrolment', () => {
  let id: string;
  const IN = { framework: FRAMEWORK, course: 'masterclass', role: 'pm' };

  beforeAll(async () => {
    id = (await enrol(ada, { ...IN, occurredAt: '2026-01-01T10:00:00+01:00', commandId: 'enrol-ada' })).enrolment.id;
  });

  test('is read back as the profile shows it', async () => {
    const { learner } = await data(ada, PROFILE, { learner: ADA });
    const node = {
      id,
      status: 'ACTIVE',
      startedAt: '2026-01-01T09:00:00.000Z',
      course: { id: `${FRAMEWORK}@1/masterclass` },
    };
    expect(learner.enrolments.edges).toEqual([{ node }]);
    expect(learner.enrolments.pageInfo.hasNextPage).toBe(false);
  });
  test('tells its paths, conditions and activities', async () => {
    const { enrolment } = await data(ada, ENROLMENT, { id });
    expect(enrolment).toMatchObject({
      learner: { id: ADA },
      framework: { id: `${FRAMEWORK}@1` },
      role: { id: 'pm@4' },
      endedAt: null,
    });
    expect(enrolment.paths).toHaveLength(5);
    expect(enrolment.paths[1]).toEqual({
      path: { id: `${FRAMEWORK}@1/quality-evaluation` },
      closed: false,
      conditions: [
        { kind: 'ARTEFACT', target: null, artefact: 'evaluation-exercise', count: 1, reached: 0, done: false },
      ],
      activities: [{ activity: { id: `${FRAMEWORK}@1/build-evaluation` }, status: 'OPEN', hours: 0, closed: false }],
    });
  });
  test('again is the same, whoever asks once more and however', async () => {
    expect(await enrol(ada, { ...IN, commandId: 'enrol-ada', occurredAt: '2026-01-02T10:00:00Z' })).toMatchObject({
      enrolment: { id },
    });
    expect(await enrol(ada, IN)).toMatchObject({ enrolment: { id } });
    expect(await enrol(assessor, { ...IN, learner: ADA })).toMatchObject({ enrolment: { id } });
    expect(await enrol(ada, { ...IN, role: null, commandId: 'enrol-ada' })).toMatchObject({
      code: 'COMMAND_ID_REUSED',
    });
  });
  test('in a draft, an unknown version, course, path or role is refused with every fault', async () => {
    const refused = async (input: object) => {
      const problem = await enrol(bob, { framework: FRAMEWORK, ...input });
      return [problem.code, ...fieldsOf(problem)];
    };
    expect(await refused({ framework: 'draft', course: 'c' })).toEqual(['ENROLMENT_INVALID', 'framework']);
    expect(await refused({ course: 'masterclass', version: 7 })).toEqual(['ENROLMENT_INVALID', 'version']);
    expect(await refused({ course: 'nothing', role: 'nobody' })).toEqual(['ENROLMENT_INVALID', 'course', 'role']);
    expect(await refused({ path: 'nothing' })).toEqual(['ENROLMENT_INVALID', 'path']);
    expect(await refused({ course: 'c', path: 'p' })).toEqual(['INVALID_INPUT', 'path']);
    expect(await refused({})).toEqual(['INVALID_INPUT', 'course']);
    expect(await refused({ course: 'Not A Key', version: 0 })).toEqual(['INVALID_INPUT', 'version', 'course']);
    expect(await refused({ course: 'masterclass', occurredAt: '2026-01-05T09:11:00Z' })).toEqual([
      'INVALID_INPUT',
      'occurredAt',
    ]);
    expect((await data(bob, PROFILE, { learner: BOB })).learner.enrolments.edges).toEqual([]);
  });
  test('of someone unknown is refused; of another a learner knows nothing', async () => {
    const unknown = await enrol(assessor, { ...IN, learner: 'f'.repeat(32) });
    expect([unknown.code, ...fieldsOf(unknown)]).toEqual(['LEARNER_UNKNOWN', 'learner']);
    expect(await enrol(bob, { ...IN, learner: ADA })).toMatchObject({ code: 'LEARNER_UNKNOWN' });
    expect(await codeOf(bob, ENROLMENT, { id })).toBe('NOT_FOUND');
    expect(await codeOf(curator, ENROLMENT, { id })).toBe('NOT_FOUND');
    expect(await codeOf({ ...administrator, tenant: 'other' }, ENROLMENT, { id })).toBe('NOT_FOUND');
    expect(await codeOf(ada, ENROLMENT, { id: 'nothing' })).toBe('NOT_FOUND');
  });
  test('takes no one else’s work', async () => {
    const hours = { enrolment: id, activity: 'build-evaluation', hours: 1 };
    expect(await run(bob, 'logHours', enrolmentMutation, hours)).toMatchObject({ code: 'ENROLMENT_NOT_YOURS' });
    expect(await run(bob, 'endEnrolment', enrolmentMutation, { enrolment: id })).toMatchObject({
      code: 'ENROLMENT_NOT_YOURS',
    });
    const elsewhere = await run({ ...ada, tenant: 'other' }, 'logHours', enrolmentMutation, hours);
    expect(elsewhere).toMatchObject({ code: 'ENROLMENT_UNKNOWN' });
  });
  test('bad work is told by field', async () => {
    const refused = async (input: object) =>
      fieldsOf(
        await run(ada, 'logHours', enrolmentMutation, {
          enrolment: id,
          activity: 'build-evaluation',
          hours: 1,
          ...input,
        }),
      );
    for (const hours of [0, -1, 24.5, 1e300]) expect(await refused({ hours })).toEqual(['hours']);
    expect(await refused({ enrolment: 'nothing' })).toEqual(['enrolment']);
    expect(await refused({ enrolment: uuid(9) })).toEqual(['enrolment']);
    expect(await refused({ activity: 'nothing' })).toEqual(['activity']);
    expect(await refused({ occurredAt: '1815-12-10T00:00:00Z' })).toEqual(['occurredAt']);
    const artefact = { enrolment: id, activity: 'build-evaluation', kind: 'evaluation-exercise', title: 'T' };
    const faults = async (change: object) =>
      fieldsOf(await run(ada, 'submitArtefact', artefactMutation, { ...artefact, ...change }));
    expect(await faults({ kind: 'project' })).toEqual(['kind']);
    expect(await faults({ title: 'x'.repeat(301) })).toEqual(['title']);
    expect(await faults({ title: ' ', link: 'javascript:alert(1)', note: '\0' })).toEqual(['title', 'link', 'note']);
    expect(await faults({ link: 'https://a.example/\0' })).toEqual(['link']);
  });

  test('quality evaluation is closed by an accepted exercise, not by hours', async () => {
    const { enrolment } = await enrol(bob, { framework: FRAMEWORK, path: 'quality-evaluation' });
    const at = { enrolment: enrolment.id, activity: 'build-evaluation' };
    const logged = await run(bob, 'logHours', enrolmentMutation, { ...at, hours: 24 });
    expect(logged.enrolment.status).toBe('ACTIVE');
    const completed = await run(bob, 'completeActivity', enrolmentMutation, at);
    expect(completed.enrolment.status).toBe('ACTIVE');

    const submitted = await run(bob, 'submitArtefact', artefactMutation, {
      ...at,
      kind: 'evaluation-exercise',
      title: 'My evaluation',
      link: 'https://example.org/evaluation',
      commandId: 'bob-submits',
    });
    expect(submitted.enrolment.status).toBe('ACTIVE');
    const review = {
      enrolment: enrolment.id,
      artefact: submitted.artefact.id,
      accepted: true,
      rubric: 'evaluation',
      criteria: [{ criterion: 'metrics', level: 'good' }],
      comment: 'Sound',
    };
    const faults = await run(assessor, 'reviewArtefact', artefactMutation, {
      ...review,
      criteria: [{ criterion: 'style', level: 'good' }],
    });
    expect(fieldsOf(faults)).toEqual(['criteria.0.criterion', 'criteria']);
    const reviewed = await run(assessor, 'reviewArtefact', artefactMutation, { ...review, commandId: 'review' });
    expect(reviewed.enrolment.status).toBe('CLOSED');
    expect(await run(assessor, 'reviewArtefact', artefactMutation, { ...review, commandId: 'review' })).toEqual(
      reviewed,
    );
    expect(await run(assessor, 'reviewArtefact', artefactMutation, { ...review, accepted: false })).toMatchObject({
      code: 'ARTEFACT_ACCEPTED',
    });

    const shown = (await data(bob, ENROLMENT, { id: enrolment.id })).enrolment;
    expect(shown).toMatchObject({ status: 'CLOSED', course: null, role: null });
    expect(shown.paths[0]).toMatchObject({
      closed: true,
      activities: [{ status: 'COMPLETED', hours: 24, closed: true }],
    });
    expect(shown.artefacts.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        id: submitted.artefact.id,
        kind: 'evaluation-exercise',
        activity: { id: `${FRAMEWORK}@1/build-evaluation` },
        submittedAt: NOW.toISOString(),
        title: { state: 'SHOWN', text: 'My evaluation' },
        link: { state: 'SHOWN', text: 'https://example.org/evaluation' },
        note: null,
        review: {
          accepted: true,
          rubric: 'evaluation',
          criteria: [{ criterion: 'metrics', level: 'good', outcome: 0.75 }],
          comment: { state: 'SHOWN', text: 'Sound' },
        },
      },
    ]);
    const withheld = (await data(analyst, ENROLMENT, { id: enrolment.id })).enrolment.artefacts.edges[0].node;
    expect(withheld).toMatchObject({ title: { state: 'WITHHELD' }, review: { comment: { state: 'WITHHELD' } } });
  });

  test('a review of what was never submitted is refused', async () => {
    const review = { enrolment: id, artefact: uuid(3), accepted: true };
    expect(await run(assessor, 'reviewArtefact', artefactMutation, review)).toMatchObject({ code: 'ARTEFACT_UNKNOWN' });
    const nowhere = { ...review, enrolment: uuid(9) };
    expect(await run(assessor, 'reviewArtefact', artefactMutation, nowhere)).toMatchObject({
      code: 'ENROLMENT_UNKNOWN',
    });
  });

  test('that ended makes room for the next; a repeat still finds the first', async () => {
    const path = { framework: FRAMEWORK, path: 'responsible-ai' };
    const first = await enrol(ada, { ...path, commandId: 'first' });
    const end = { enrolment: first.enrolment.id };
    expect(await run(ada, 'endEnrolment', enrolmentMutation, end)).toMatchObject({ enrolment: { status: 'ENDED' } });
    const hours = { ...end, activity: 'read-policy', hours: 1 };
    expect(await run(ada, 'logHours', enrolmentMutation, hours)).toMatchObject({ code: 'ENROLMENT_ENDED' });
    const second = await enrol(ada, { ...path, commandId: 'second' });
    expect(second.enrolment).toEqual({ id: expect.not.stringContaining(first.enrolment.id), status: 'ACTIVE' });
    const repeat = await enrol(ada, { ...path, commandId: 'first' });
    expect([repeat.enrolment.id, repeat.position]).toEqual([first.enrolment.id, first.position]);
    expect(await enrol(ada, { ...path, commandId: 'second' })).toEqual(second);
    expect(await run(assessor, 'endEnrolment', enrolmentMutation, { enrolment: second.enrolment.id })).toMatchObject({
      enrolment: { status: 'ENDED' },
    });
    const order = (await data(ada, PROFILE, { learner: ADA })).learner.enrolments.edges;
    const starts = order.map(({ node }: { node: { startedAt: string } }) => node.startedAt);
    expect(starts).toEqual([...starts].sort());
  });
});

test('a repeat is answered as the first time, also after more was done', async () => {
  const ALL = `position enrolment { id status endedAt paths { closed activities { status hours } }
    artefacts { edges { node { id title { text } review { accepted } } } } }`;
  const told = (name: string) => mutation(name, `... on EnrolmentPayload { ${ALL} }`);
  const portfolio = (name: string) =>
    mutation(name, `... on ArtefactPayload { ${ALL} artefact { id title { text } review { accepted } } }`);
  const cara = { actor: 'ca4a'.padEnd(32, '1') };
  const { enrolment } = await enrol(cara, { framework: FRAMEWORK, path: 'quality-evaluation', commandId: 'begin' });
  const work = { enrolment: enrolment.id, activity: 'build-evaluation' };
  const submit = { ...work, kind: 'evaluation-exercise', title: 'My evaluation' };
  const submitted = await run(cara, 'submitArtefact', portfolio, { ...submit, commandId: 'submit' });
  const review = { enrolment: enrolment.id, artefact: submitted.artefact.id };
  const commands: readonly Parameters<typeof run>[] = [
    [cara, 'enrol', told, { framework: FRAMEWORK, path: 'quality-evaluation', commandId: 'begin' }],
    [cara, 'logHours', told, { ...work, hours: 1, commandId: 'log' }],
    [cara, 'logHours', told, { ...work, hours: 2, commandId: 'more' }],
    [cara, 'submitArtefact', portfolio, { ...submit, commandId: 'submit' }],
    [cara, 'submitArtefact', portfolio, { ...submit, title: 'Another', commandId: 'another' }],
    [assessor, 'reviewArtefact', portfolio, { ...review, accepted: false, commandId: 'not yet' }],
    [assessor, 'reviewArtefact', portfolio, { ...review, accepted: true, commandId: 'well' }],
    [cara, 'endEnrolment', told, { enrolment: enrolment.id, commandId: 'end' }],
  ];
  const first: unknown[] = [];
  for (const command of commands) first.push(await run(...command));
  expect(first[1]).toMatchObject({ enrolment: { status: 'ACTIVE', paths: [{ activities: [{ hours: 1 }] }] } });
  expect(first[5]).toMatchObject({ artefact: { review: { accepted: false } } });
  expect(first[6]).toMatchObject({ enrolment: { status: 'CLOSED' } });
  for (const [n, command] of commands.entries()) expect(await run(...command)).toEqual(first[n]);
  expect(await run(cara, 'submitArtefact', portfolio, { ...submit, commandId: 'submit' })).toEqual(submitted);
});

test('entities are found by those who may see them', async () => {
  const { enrolment } = await enrol(ada, { framework: FRAMEWORK, course: 'masterclass' });
  await caughtUp();
  const { Learner, Enrolment, Artefact } = progress.references;
  expect(await Enrolment?.({ id: enrolment.id }, contextOf(ada))).toMatchObject({ id: enrolment.id });
  await expect(Enrolment?.({ id: enrolment.id }, contextOf(bob))).rejects.toThrow('not found');
  await expect(Artefact?.({ id: uuid(5) }, contextOf(ada))).rejects.toThrow('not found');
  expect(await Learner?.({ id: ADA }, contextOf(assessor))).toMatchObject({ id: ADA });
  expect(() => Learner?.({ id: ADA }, contextOf(bob))).toThrow('not found');
});

test('everything that was written decodes strictly', async () => {
  const families = new Map(progress.families.map((family) => [family.category, family]));
  let count = 0;
  for await (const batch of events.readAll({ categories: [...families.keys()] }))
    for (const event of batch.events) {
      families.get(categoryOf(event.stream))?.decodeStrictly(event);
      count++;
    }
  expect(count).toBeGreaterThan(5);
});
