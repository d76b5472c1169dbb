import { Role } from '@proficio/graph';
import { ada, assessor, choose, curator, served, type Who } from '../served.sample.js';
import { assessment } from '../service.js';

const { contextOf, data, does, looked, start } = served();

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

test('a page is read view by view, however many attempts it has', async () => {
  const eve: Who = { actor: 'e'.repeat(32), role: Role.LEARNER };
  const made = [await start(eve), await start(eve, 'gaps'), await start(eve)];
  const answered = (attempt: string, item: string, response: object) =>
    does(eve, 'recordAnswer', { attempt, item, response });
  await answered(made[0] ?? '', 'words', { kind: 'SHORT_TEXT', text: 'band saw' });
  await does(eve, 'recordAnswer', choose(made[0] ?? '', 'a'));
  await answered(made[1] ?? '', 'can-craft', { kind: 'SELF_RATING', confident: true });
  const PAGE = `query ($id: ID!) { attempt(id: $id) { learner { attempts { edges { node {
      id quiz { key items { key bindings { published { id } } } } answers { item } } } } } } }`;
  looked.length = 0;
  const { edges } = (await data(eve, PAGE, { id: made[0] })).attempt.learner.attempts;
  expect(looked).toEqual(['attempt', 'attempt', 'quiz', 'answer', 'item', 'edition', 'skill']);
  const shown = new Map(edges.map(({ node }: { node: { id: string } }) => [node.id, node]));
  expect(shown.get(made[0])).toMatchObject({
    quiz: { key: 'sawing', items: [{ key: 'choice', bindings: [{ published: { id: 'small@1/sawing' } }] }, {}, {}] },
    answers: [{ item: 'words' }, { item: 'choice' }],
  });
  expect(shown.get(made[1])).toMatchObject({ quiz: { key: 'gaps' }, answers: [{ item: 'can-craft' }] });
  expect(shown.get(made[2])).toMatchObject({ quiz: { key: 'sawing' }, answers: [] });
});
