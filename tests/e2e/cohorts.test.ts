import { openAcademy, type Academy } from './academy.js';

let academy: Academy;
let position = '';
const FRAMEWORK = 'ai-product-manager';
const SEEN = `competency(framework: "${FRAMEWORK}", since: "2026-01-01T00:00:00Z") {
  suppressed learners gaps { domain { title } skill { title } meanGap }
  domains { domain { title } bands { band learners learnersBefore } skills { skill { title } } } }`;
const ask = (role: string) =>
  academy.as(role, role).ask(`{ cohort(key: "everyone") { title ${SEEN} } }`, {}, { 'x-proficio-after': position });

beforeAll(async () => {
  academy = await openAcademy();
  const course = 'ai-product-masterclass';
  for (const name of ['ada', 'bob', 'cy', 'di', 'eve'])
    await academy
      .as('learner', name)
      .does('enrol', '... on EnrolmentPayload { position }', { framework: FRAMEWORK, course, role: FRAMEWORK });
  const defined = await academy.as('analyst', 'anna').does('defineCohort', '... on CohortMoved { position }', {
    key: 'everyone',
    title: 'Everyone',
    course: { framework: FRAMEWORK, key: course },
  });
  position = defined.position;
}, 60_000);
afterAll(() => academy.stop());

test('a cohort is read with the titles of its domains and skills, as its curator, analyst and administrator may', async () => {
  for (const role of ['curator', 'analyst', 'administrator']) {
    const { data, errors } = await ask(role);
    expect(errors).toBeUndefined();
    const { title, competency } = data.cohort;
    expect([title, competency.suppressed, competency.learners]).toEqual(['Everyone', false, 5]);
    expect(competency.domains).toHaveLength(5);
    expect(competency.domains[0].bands[0]).toEqual({ band: 'novice', learners: 5, learnersBefore: 5 });
    expect(competency.domains[0].domain.title).toEqual(expect.any(String));
    expect(competency.domains[0].skills[0].skill.title).toEqual(expect.any(String));
    expect(competency.gaps[0]).toMatchObject({ skill: null, meanGap: 2 });
  }
});
test.each(['learner', 'assessor'])('the %s may not', async (role) => {
  const { errors } = await ask(role);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
});
test('a course that nobody published is told, and makes no cohort', async () => {
  const problem = await academy.as('analyst', 'anna').does('defineCohort', '', {
    key: 'nobody',
    title: 'Nobody',
    course: { framework: FRAMEWORK, key: 'none' },
  });
  expect([problem.__typename, problem.code]).toEqual(['Refused', 'COHORT_FAULTY']);
});
