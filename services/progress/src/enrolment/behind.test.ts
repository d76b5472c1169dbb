import { NotYetError, readerOf, Runner } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { temporaryStores } from '@proficio/tests/stores';
import { ada, assessor, enrolmentMutation, FRAMEWORK, served, type Who } from '../served.sample.js';
import { progress } from '../service.js';
import { EnrolmentMutations } from './resolver.js';
import { EnrolmentPayload } from './types.js';

const { contextOf, enrol, run } = served();
const { events, views } = temporaryStores();

/** A process of the same log whose views have met nothing yet. */
const behind = (who: Who): Context => ({
  ...contextOf(who),
  read: readerOf(views),
  until: (position) => Promise.reject(new NotYetError(`the views do not contain ${position}`)),
});

/** All that a mutation's answer tells, read through the fields as GraphQL does. */
const told = async (answer: object) => {
  if (!(answer instanceof EnrolmentPayload)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  const { enrolment } = answer;
  return { id: enrolment.id, status: await enrolment.status(), paths: await enrolment.paths() };
};

describe('while the views are behind', () => {
  let enrolment: string;
  const mutations = new EnrolmentMutations();

  beforeAll(async () => {
    for (const projection of progress.projections) await new Runner(projection, events, views).open();
    enrolment = (await enrol(ada, { framework: FRAMEWORK, path: 'responsible-ai' })).enrolment.id;
  });

  test('an answer tells all of what was written', async () => {
    const work = { enrolment, activity: 'read-policy' };
    const logged = await told(await mutations.logHours({ ...work, hours: 2 }, behind(ada)));
    expect(logged).toMatchObject({ id: enrolment, status: 'ACTIVE' });
    expect(logged.paths[0]?.activities[0]).toMatchObject({ status: 'started', hours: 2 });
  });
  test('an enrolment is ended by staff', async () => {
    expect(await mutations.endEnrolment({ enrolment }, behind(assessor))).toMatchObject({
      enrolment: { id: enrolment },
    });
    const hours = { enrolment, activity: 'read-policy', hours: 1 };
    expect(await run(ada, 'logHours', enrolmentMutation, hours)).toMatchObject({ code: 'ENROLMENT_ENDED' });
  });
});
