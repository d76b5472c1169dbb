import { Role } from '@proficio/graph';
import { ada, assessor, curator, served, type Who } from '../served.sample.js';
import { assessment } from '../service.js';

const { contextOf, data, start } = served();

test('is among its learner’s, a page at a time, for those who may see them', async () => {
  const dan: Who = { actor: 'd'.repeat(32), role: Role.LEARNER };
  const made = [await start(dan), await start(dan, 'gaps'), await start(dan)];
  const learner = (who: Who) => assessment.references['Learner']?.({ id: dan.actor }, contextOf(who));
  expect(learner(dan)).toEqual({ id: dan.actor });
  expect(learner(assessor)).toEqual({ id: dan.actor });
  for (const who of [ada, curator]) expect(() => learner(who)).toThrow('learner not found');
  const LIST = `query ($id: ID!, $after: String) { attempt(id: $id) { learner { attempts(first: 2, after: $after) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } } } }`;
  const page = async (after: string | null) => (await data(dan, LIST, { id: made[0], after })).attempt.learner.attempts;
  const first = await page(null);
  const second = await page(first.pageInfo.endCursor);
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(second.pageInfo.hasNextPage).toBe(false);
  const idsIn = [...first.edges, ...second.edges].map(({ node }: { node: { id: string } }) => node.id);
  expect(idsIn.toSorted()).toEqual(made.toSorted());
});
