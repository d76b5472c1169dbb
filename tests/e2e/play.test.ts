import { operation } from '@proficio/schema';
import { ACADEMY_DOMAINS } from '../kit/academy-domains.js';
import { openAcademy, type Academy, type Json, type Person } from './academy.js';

let academy: Academy;
beforeAll(async () => {
  academy = await openAcademy();
}, 60_000);
afterAll(() => academy.stop());

const FRAMEWORK = 'ai-product-manager';

/** The profile as an embedder asks for it, once the views contain `after`. */
const profile = async (person: Person, after?: string): Promise<Json> => {
  const headers = after === undefined ? {} : { 'x-proficio-after': after };
  const reply = await person.ask(operation('profile'), { learner: await person.id(), after }, headers);
  expect(reply.errors).toBeUndefined();
  return reply.data.learner;
};
const priorities = async (person: Person, after?: string) => {
  const { competency } = await profile(person, after);
  const ranked = competency.domains.filter(({ priority }: Json) => priority !== null);
  return ranked.sort((a: Json, b: Json) => a.priority - b.priority).map(({ domain }: Json) => domain.key);
};

let people = 0;
const newLearner = () => academy.as('learner', `learner-${++people}`);
const enrol = async (person: Person) => {
  const enrolled = await person.does('enrol', '... on EnrolmentPayload { position enrolment { id } }', {
    framework: FRAMEWORK,
    course: 'ai-product-masterclass',
    role: 'ai-product-manager',
  });
  return { enrolment: String(enrolled.enrolment.id), position: String(enrolled.position) };
};
const start = async (person: Person, quiz: string, commandId?: string) =>
  (await person.does('startAttempt', '... on AttemptStarted { attempt position }', { quiz, commandId }))
    .attempt as string;
const answer = (person: Person, attempt: string, item: string, response: object, more: object = {}) =>
  person.does('recordAnswer', '... on AnswerScored { position answer { points outcome } }', {
    attempt,
    item,
    response,
    ...more,
  });

interface Said {
  readonly confident: boolean;
  readonly hesitationMs?: number;
}
/** Answers the self-assessment, domain by domain in framework order; gives the position of the last answer. */
const assess = async (person: Person, said: readonly Said[]) => {
  const attempt = await start(person, 'skills-gap-self-assessment');
  let position = '';
  for (const [index, { confident, hesitationMs }] of said.entries()) {
    const response = { kind: 'SELF_RATING', confident };
    ({ position } = await answer(person, attempt, `self-assessment.${ACADEMY_DOMAINS[index]}`, response, {
      hesitationMs,
    }));
  }
  return position;
};
const yes: Said = { confident: true, hesitationMs: 900 };
const no = (hesitationMs?: number): Said =>
  hesitationMs === undefined ? { confident: false } : { confident: false, hesitationMs };

test('the profile query of an embedder joins curriculum, progress and competency', async () => {
  const ada = newLearner();
  const { position } = await enrol(ada);
  const learner = await profile(ada, position);
  expect(learner.enrolments.edges[0].node).toMatchObject({
    status: 'ACTIVE',
    course: { title: 'AI product masterclass' },
  });
  expect(learner.competency.framework).toMatchObject({ key: FRAMEWORK, version: 1 });
  expect(learner.competency.domains.map(({ domain }: Json) => domain.key)).toEqual(ACADEMY_DOMAINS);
  expect(learner.competency.domains.map(({ skills }: Json) => skills.length)).toEqual([9, 5, 4, 4, 6]);
  for (const domain of learner.competency.domains)
    expect(domain).toMatchObject({
      score: null,
      level: 0,
      band: 'novice',
      target: 2,
      gap: 2,
      priority: null,
      evidenceCount: 0,
    });
});

describe('the self-assessment makes priority areas', () => {
  test.each<[string, readonly Said[], readonly string[]]>([
    ['none, when all were confident', [yes, yes, yes, yes, yes], []],
    ['none, when one was not', [yes, no(9000), yes, yes, yes], []],
    [
      'two, the longest hesitation first',
      [yes, no(2000), yes, no(8000), yes],
      ['uncertainty-communication', 'quality-evaluation'],
    ],
    [
      'all five, in the order of hesitation',
      [no(1), no(5), no(3), no(4), no(2)],
      ['quality-evaluation', 'uncertainty-communication', 'product-strategy', 'responsible-ai', 'technical-fluency'],
    ],
    [
      'ties in framework order, a missing hesitation last',
      [no(), no(700), no(700), yes, yes],
      ['quality-evaluation', 'product-strategy', 'technical-fluency'],
    ],
    ['none, while an answer is missing', [no(1), no(2), no(3), no(4)], []],
  ])('%s', async (_name, said, expected) => {
    const person = newLearner();
    await enrol(person);
    expect(await priorities(person, await assess(person, said))).toEqual(expected);
  });

  test('of the latest complete one; a later incomplete one changes nothing', async () => {
    const person = newLearner();
    await enrol(person);
    await assess(person, [no(5), no(4), yes, yes, yes]);
    const second = await assess(person, [yes, yes, no(1), no(2), yes]);
    expect(await priorities(person, second)).toEqual(['uncertainty-communication', 'product-strategy']);
    const third = await assess(person, [no(1), no(2), no(3)]);
    expect(await priorities(person, third)).toEqual(['uncertainty-communication', 'product-strategy']);
  });
});

test('a quiz moves its skills and their domains and nothing else', async () => {
  const person = newLearner();
  await enrol(person);
  const attempt = await start(person, 'product-strategy-quiz');
  const right = { kind: 'SINGLE_CHOICE', choice: 'a' };
  const wrong = { kind: 'MULTIPLE_CHOICE', choices: ['b', 'a'] };
  const first = await answer(person, attempt, 'product-strategy.same-model-same-day', right);
  expect(first.answer.outcome).toBe(1);
  const { competency: early } = await profile(person, first.position);
  const { position, answer: partial } = await answer(person, attempt, 'product-strategy.moat-or-head-start', wrong);
  expect(partial.outcome).toBe(0);
  const { competency } = await profile(person, position);
  const isMoved = ({ score }: Json) => score !== null;
  const moved = competency.domains.filter(isMoved);
  expect(moved.map(({ domain }: Json) => domain.key)).toEqual(['product-strategy']);
  const skills = moved[0].skills.filter(({ evidenceCount }: Json) => evidenceCount > 0);
  expect(skills.map(({ skill, evidenceCount }: Json) => [skill.key, evidenceCount])).toEqual([['moat-analysis', 2]]);
  const [before, after] = [early.domains, competency.domains].map((domains: Json) => domains.find(isMoved));
  expect(after).toMatchObject({ confirmed: false, coverage: { skills: 5, withEvidence: 1 } });
  expect(after.score).toBeLessThan(before.score);
  expect(after.standardError).toBeGreaterThan(0);
});

test('a policy that there is not is told by its code', async () => {
  const ask = (policy: string) =>
    newLearner().ask(
      `{ viewer { learner { competency(framework: "${FRAMEWORK}", policy: "${policy}") { policy } } } }`,
    );
  const told = async (policy: string) => (await ask(policy)).errors?.map(({ extensions }: Json) => extensions.code);
  expect(await told('canvas/best@1')).toEqual(['POLICY_UNKNOWN']);
  expect(await told('canvas/n-mastery@1 {n: 11}')).toEqual(['POLICY_INVALID']);
  expect(await told('canvas/n-mastery@1 {n: 3}')).toBeUndefined();
});

describe('a path closes by its evidence', () => {
  const PATHS = `... on EnrolmentPayload { position enrolment { paths { path { key } closed } } }`;
  const closed = (enrolment: Json) =>
    enrolment.paths.filter((path: Json) => path.closed).map(({ path }: Json) => path.key);
  const submitArtefact = async (person: Person, enrolment: string, activity: string, kind: string) => {
    const fields = '... on ArtefactPayload { position artefact { id } }';
    const input = { enrolment, activity, kind, title: 'My work', link: 'https://example.org/work' };
    const { artefact, position } = await person.does('submitArtefact', fields, input);
    return { artefact: artefact.id as string, position: position as string };
  };
  const accept = async (
    enrolment: string,
    { artefact, position }: Awaited<ReturnType<typeof submitArtefact>>,
    more: object = {},
  ) => {
    const headers = { 'x-proficio-after': position };
    const fields = '... on ArtefactPayload { position enrolment { paths { path { key } closed } } }';
    const reviewed = await academy
      .as('assessor', 'grace')
      .does('reviewArtefact', fields, { enrolment, artefact, accepted: true, ...more }, headers);
    return closed(reviewed.enrolment);
  };

  test('hours alone never close quality evaluation; an accepted exercise does, and its rubric is evidence', async () => {
    const person = newLearner();
    const { enrolment } = await enrol(person);
    for (let day = 0; day < 3; day++) {
      const logged = await person.does('logHours', PATHS, {
        enrolment,
        activity: 'build-evaluation-framework',
        hours: 20,
      });
      expect(closed(logged.enrolment)).toEqual([]);
    }
    const artefact = await submitArtefact(person, enrolment, 'build-evaluation-framework', 'evaluation-exercise');
    const criteria = ['purpose', 'metrics', 'test-cases', 'human-judgment', 'follow-up'];
    const rubric = {
      rubric: 'evaluation-exercise',
      criteria: criteria.map((criterion) => ({ criterion, level: 'strong' })),
    };
    expect(await accept(enrolment, artefact, rubric)).toEqual(['quality-evaluation-path']);
    const domains = (await profile(person, String(await headOf()))).competency.domains;
    expect(domains[1]).toMatchObject({ level: 3, band: 'strong', coverage: { skills: 5, withEvidence: 5 } });
  });

  test('three case analyses without the one of the own product do not close strategy; with it they do', async () => {
    const person = newLearner();
    const { enrolment } = await enrol(person);
    for (let n = 0; n < 3; n++)
      expect(
        await accept(enrolment, await submitArtefact(person, enrolment, 'study-ai-products', 'case-analysis')),
      ).toEqual([]);
    const own = await submitArtefact(person, enrolment, 'analyse-own-product', 'own-product-analysis');
    expect(await accept(enrolment, own)).toEqual(['product-strategy-path']);
  });

  test('a presentation closes uncertainty communication only with feedback, and nobody reviews their own', async () => {
    const person = academy.as('learner', 'talker');
    const { enrolment } = await enrol(person);
    const talk = await submitArtefact(person, enrolment, 'present-quality-update', 'presentation');
    const review = async (who: Person, more: object = {}) => {
      const input = { enrolment, artefact: talk.artefact, accepted: true, ...more };
      const { code, faults } = await who.does('reviewArtefact', '', input);
      return [code, faults.map(({ field }: Json) => field).join()];
    };
    expect(await review(academy.as('assessor', 'talker'), { comment: 'Superb' })).toEqual([
      'REVIEW_OF_ONESELF',
      'artefact',
    ]);
    expect(await review(academy.as('assessor', 'grace'))).toEqual(['FEEDBACK_MISSING', 'comment']);
    expect(await accept(enrolment, talk, { comment: 'The error rates were plain to everybody.' })).toEqual([
      'uncertainty-communication-path',
    ]);
  });

  /** Where the log stands, as the last mutation of anybody says. */
  const headOf = async () => (await enrol(newLearner())).position;
});

describe('an assessor decides a level', () => {
  const OVERRIDDEN = `query ($id: ID!, $asOf: DateTime) { learner(id: $id) {
    competency(framework: "${FRAMEWORK}", role: "ai-product-manager", asOf: $asOf, clock: RECORDED) { domains { domain { key }
      score level band confirmed gap computed { level band confirmed } override { level band reason { state text } setBy }
      skills { skill { key } level override { reason { text } } } } } } }`;
  const strategyOf = async (person: Person, id: string, after: string, asOf?: string): Promise<Json> => {
    const reply = await person.ask(OVERRIDDEN, { id, asOf }, { 'x-proficio-after': after });
    expect(reply.errors).toBeUndefined();
    const isStrategy = ({ domain }: Json) => domain.key === 'product-strategy';
    return reply.data.learner.competency.domains.find(isStrategy);
  };

  test('and takes it back: shown with its reason, the computed level beside it, and gone as it came', async () => {
    const [ada, grace] = [newLearner(), academy.as('assessor', 'grace')];
    const { position: enrolled } = await enrol(ada);
    const learner = await ada.id();
    const before = await strategyOf(ada, learner, enrolled);
    const where = { learner, framework: FRAMEWORK, domain: 'product-strategy' };
    const set = { ...where, level: 3, reason: 'Ran the pricing board for years', commandId: 'set' };
    const settled = { 'x-proficio-after': enrolled };
    const { position } = await grace.does('overrideLevel', '... on LevelOverridden { position }', set, settled);
    const reason = { state: 'SHOWN', text: 'Ran the pricing board for years' };
    const setBy = await grace.id();
    const shown = await strategyOf(ada, learner, position);
    expect(shown).toEqual({
      ...before,
      level: 3,
      band: 'strong',
      gap: 0,
      override: { level: 3, band: 'strong', reason, setBy },
    });
    const withheld = await strategyOf(academy.as('analyst', 'alan'), learner, position);
    expect(withheld.override.reason).toEqual({ state: 'WITHHELD', text: null });

    const skill = { ...where, domain: null, skill: 'moat-analysis', level: 1, reason: 'Three good cases' };
    const more = await grace.does('overrideLevel', '... on LevelOverridden { position }', skill);
    const { skills, ...rest } = await strategyOf(ada, learner, more.position);
    expect(rest).toMatchObject({ level: 3 });
    expect(skills.find(({ skill }: Json) => skill.key === 'moat-analysis')).toMatchObject({
      level: 1,
      override: { reason: { text: 'Three good cases' } },
    });

    for (const one of [where, { ...where, domain: null, skill: 'moat-analysis' }])
      await grace.does('revokeOverride', '... on OverrideRevoked { position }', one);
    const last = await enrol(newLearner());
    expect(await strategyOf(ada, learner, last.position)).toEqual(before);
    expect(await strategyOf(ada, learner, last.position, '2001-01-01')).toMatchObject({ level: 0, override: null });
    expect((await grace.does('revokeOverride', '', where)).code).toBe('OVERRIDE_NOT_SET');
    expect((await grace.does('overrideLevel', '... on LevelOverridden { position }', set)).position).toBe(position);
  });
  test('and a learner does not', async () => {
    const ada = newLearner();
    await enrol(ada);
    const where = { learner: await ada.id(), framework: FRAMEWORK, domain: 'product-strategy' };
    const fields = 'override: overrideLevel(input: $input) { __typename }';
    const { errors } = await ada.ask(`mutation ($input: OverrideLevelInput!) { ${fields} }`, {
      input: { ...where, level: 3, reason: 'I know' },
    });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    const herself = academy.as('assessor', `learner-${people}`);
    const refused = await herself.does('overrideLevel', '', { ...where, level: 3, reason: 'I know' });
    expect([refused.code, refused.faults[0]?.field]).toEqual(['OVERRIDE_OF_ONESELF', 'learner']);
  });
});

describe('a caller reads its own writes', () => {
  test('by the header on the next request', async () => {
    const person = newLearner();
    const { position } = await enrol(person);
    const query = 'query ($id: ID!) { learner(id: $id) { enrolments(first: 1) { edges { node { status } } } } }';
    const { data } = await person.ask(query, { id: await person.id() }, { 'x-proficio-after': position });
    expect(data.learner.enrolments.edges).toHaveLength(1);
  });
  test('by the argument on the field', async () => {
    const person = newLearner();
    const { position } = await enrol(person);
    const query = `query ($id: ID!, $after: Position) { learner(id: $id) {
      competency(framework: "ai-product-manager", after: $after) { domains { target } } } }`;
    const { data } = await person.ask(query, { id: await person.id(), after: position });
    expect(data.learner.competency.domains.map(({ target }: Json) => target)).toEqual([2, 2, 2, 2, 2]);
  });
  test('a position beyond the log is told at once', async () => {
    const person = newLearner();
    const reply = await person.ask(operation('profile'), { learner: await person.id(), after: '999999999' });
    expect(reply.errors?.[0]?.extensions.code).toBe('BAD_POSITION');
  });
});

describe('a command id', () => {
  test('writes once and is answered the same', async () => {
    const person = newLearner();
    const attempt = await start(person, 'product-strategy-quiz', 'start-1');
    expect(await start(person, 'product-strategy-quiz', 'start-1')).toBe(attempt);
    const one = { commandId: 'answer-1' };
    const first = await answer(person, attempt, 'product-strategy.break-even', { kind: 'NUMERIC', value: 400000 }, one);
    const again = await answer(person, attempt, 'product-strategy.break-even', { kind: 'NUMERIC', value: 400000 }, one);
    expect(again).toEqual(first);
    const other = await answer(person, attempt, 'product-strategy.break-even', { kind: 'NUMERIC', value: 1 }, one);
    expect(other).toMatchObject({ __typename: 'Refused', code: 'COMMAND_ID_REUSED', faults: [{ field: 'commandId' }] });
  });
});

describe('nobody acts in an attempt of another', () => {
  test('Bob can neither answer, submit nor start again what is Ada’s', async () => {
    const [ada, bob] = [newLearner(), newLearner()];
    const attempt = await start(ada, 'product-strategy-quiz', 'mine');
    const numeric = { kind: 'NUMERIC', value: 1 };
    expect((await answer(bob, attempt, 'product-strategy.break-even', numeric)).code).toBe('ATTEMPT_NOT_YOURS');
    expect((await bob.does('submitAttempt', '', { attempt })).code).toBe('ATTEMPT_NOT_YOURS');
    expect(await start(bob, 'product-strategy-quiz', 'mine')).not.toBe(attempt);
  });
});

describe('bad input is a typed problem that names the field', () => {
  const cases: [string, (person: Person, attempt: string) => Promise<Json>, string, string][] = [
    [
      'an unknown item',
      (p, a) => answer(p, a, 'no-such-item', { kind: 'NUMERIC', value: 1 }),
      'ITEM_NOT_IN_QUIZ',
      'item',
    ],
    [
      'an unknown attempt',
      (p) => answer(p, '00000000-0000-4000-8000-000000000000', 'x', { kind: 'NUMERIC', value: 1 }),
      'ATTEMPT_UNKNOWN',
      'attempt',
    ],
    [
      'a negative time',
      (p, a) => answer(p, a, 'product-strategy.break-even', { kind: 'NUMERIC', value: 1 }, { hesitationMs: -1 }),
      'INVALID_INPUT',
      'hesitationMs',
    ],
    [
      'an absurd time',
      (p, a) => answer(p, a, 'product-strategy.break-even', { kind: 'NUMERIC', value: 1 }, { hesitationMs: 1e12 }),
      'INVALID_INPUT',
      'hesitationMs',
    ],
    [
      'a time in the future',
      (p, a) =>
        answer(
          p,
          a,
          'product-strategy.break-even',
          { kind: 'NUMERIC', value: 1 },
          { occurredAt: '2199-01-01T00:00:00Z' },
        ),
      'INVALID_INPUT',
      'occurredAt',
    ],
    [
      'a NUL byte',
      (p, a) => answer(p, a, 'product-strategy.cost-of-leaving', { kind: 'SHORT_TEXT', text: 'a\u0000b' }),
      'INVALID_INPUT',
      'response.text',
    ],
    [
      'a lone surrogate',
      (p, a) => answer(p, a, 'product-strategy.cost-of-leaving', { kind: 'SHORT_TEXT', text: 'a\ud800' }),
      'INVALID_INPUT',
      'response.text',
    ],
    [
      'a text that is too long',
      (p, a) => answer(p, a, 'product-strategy.cost-of-leaving', { kind: 'SHORT_TEXT', text: 'x'.repeat(10_001) }),
      'INVALID_INPUT',
      'response.text',
    ],
    [
      'a response of another kind',
      (p, a) => answer(p, a, 'product-strategy.break-even', { kind: 'SELF_RATING', confident: true }),
      'ANSWER_UNFIT',
      'response.kind',
    ],
  ];
  test.each(cases)('%s', async (_name, act, code, field) => {
    const person = newLearner();
    const problem = await act(person, await start(person, 'product-strategy-quiz'));
    expect([problem.code, problem.faults[0]?.field]).toEqual([code, field]);
  });
  test('an answer after submit', async () => {
    const person = newLearner();
    const attempt = await start(person, 'product-strategy-quiz');
    await person.does('submitAttempt', '', { attempt });
    expect((await answer(person, attempt, 'product-strategy.break-even', { kind: 'NUMERIC', value: 1 })).code).toBe(
      'ATTEMPT_SUBMITTED',
    );
  });
  test('a course that was never published', async () => {
    const problem = await newLearner().does('enrol', '', { framework: FRAMEWORK, course: 'no-such-course' });
    expect([problem.__typename, problem.faults[0]?.field]).toEqual(['Refused', 'course']);
  });
});
