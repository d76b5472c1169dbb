import { BOB, TENANT } from '@proficio/tests';
import { bob, administrator, curator, CARA, PROFILE, served } from '../served.sample.js';

const { data, codeOf } = served();

describe('who asks', () => {
  const VIEWER = '{ viewer { tenant role learner { id registered erased name { state text } } } }';

  test('is told tenant, role and their own id', async () => {
    const learner = { id: CARA, registered: false, erased: false, name: null };
    expect(await data(curator, VIEWER)).toEqual({ viewer: { tenant: TENANT, role: 'CURATOR', learner } });
  });
  test('finds themselves, with an empty profile', async () => {
    const empty = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    expect(await data(bob, PROFILE, { learner: BOB })).toEqual({ learner: { id: BOB, enrolments: empty } });
  });
  test('finds nobody else who was not met, nor what is no id', async () => {
    for (const learner of ['f'.repeat(32), 'nobody', '', '\ud800', "' OR 1=1 --"])
      expect(await codeOf(administrator, PROFILE, { learner })).toBe('NOT_FOUND');
  });
});
