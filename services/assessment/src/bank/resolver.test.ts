import { Role } from '@proficio/graph';
import { SMALL_FRAMEWORK } from '@proficio/tests';
import { item, level, options, QUESTIONS, quiz, rubric, self, to } from '../bank.sample.js';
import { ada, as, curator, published, refusal, served } from '../served.sample.js';

const { events, ask, data, codeOf, does, inLog } = served();

describe('what curators define', () => {
  const ITEM = `query ($key: ID!) { item(key: $key) { key title prompt kind level weight maximum options { key text }
    bindings { framework skill share published { id } } } }`;

  test('is read by everyone, with the skill it is about', async () => {
    expect(await data(ada, ITEM, { key: 'choice' })).toEqual({
      item: {
        key: 'choice',
        title: 'Item choice',
        prompt: '',
        kind: 'SINGLE_CHOICE',
        level: null,
        weight: 1,
        maximum: 4,
        options,
        bindings: [{ framework: 'small', skill: 'sawing', share: 1, published: { id: 'small@1/sawing' } }],
      },
    });
    expect(await data(ada, '{ quiz(key: "sawing") { title purpose framework items { key } } }')).toEqual({
      quiz: { title: 'Sawing', purpose: 'QUIZ', framework: 'small', items: quiz.items.map((key) => ({ key })) },
    });
    const levels = [{ value: 0.25 }, { value: 0.75 }];
    expect(await data(ada, '{ rubric(key: "box") { title criteria { key weight levels { value } } } }')).toEqual({
      rubric: { title: 'A box', criteria: [{ key: 'fit', weight: 1, levels }] },
    });
  });
  test('is listed in pages, all of it or what a framework has', async () => {
    const LIST = `query ($framework: String, $after: String) { items(framework: $framework, first: 3, after: $after) {
      edges { node { key } } pageInfo { hasNextPage endCursor } } }`;
    const keysIn = async (framework: string | null, after?: string): Promise<readonly string[]> => {
      const { edges, pageInfo } = (await data(ada, LIST, { framework, after })).items;
      const keys = edges.map(({ node }: { node: { key: string } }) => node.key);
      return pageInfo.hasNextPage ? [...keys, ...(await keysIn(framework, pageInfo.endCursor))] : keys;
    };
    const all = ['can-craft', 'can-judge', 'choice', 'exam', 'many', 'number', 'words'];
    expect(await keysIn(null)).toEqual(all);
    expect(await keysIn('small')).toEqual(all);
    expect(await keysIn('other')).toEqual([]);
    const lists = '{ quizzes(framework: "small") { edges { node { key } } } rubrics { edges { node { key } } } }';
    expect(await data(ada, lists)).toEqual({
      quizzes: { edges: [{ node: { key: 'gaps' } }, { node: { key: 'sawing' } }] },
      rubrics: { edges: [{ node: { key: 'box' } }] },
    });
    expect(await codeOf(ada, '{ items(first: 101) { pageInfo { hasNextPage } } }')).toBe('BAD_INPUT');
  });
  test('again is nothing to do, and otherwise replaces it', async () => {
    const before = (await inLog()).length;
    expect(await does(curator, 'defineItem', item('number'))).toMatchObject({ changed: false });
    expect(await does(curator, 'defineQuiz', quiz)).toMatchObject({ changed: false });
    expect(await does(curator, 'defineRubric', rubric)).toMatchObject({ changed: false });
    expect(await inLog()).toHaveLength(before);
    await does(curator, 'defineItem', { ...item('number'), title: 'Another title' });
    expect((await data(ada, ITEM, { key: 'number' })).item.title).toBe('Another title');
  });
  test('is refused with every fault', async () => {
    const bindings = [...to('nope'), ...to('sawing', 'nowhere')];
    const faulty = { ...item('choice'), bindings, question: { ...QUESTIONS['choice'], correct: ['z'] } };
    expect(refusal(await does(curator, 'defineItem', faulty))).toEqual([
      'ITEM_FAULTY',
      'bindings.0.skill',
      'bindings.1.framework',
      'question.correct.0',
    ]);
    expect(refusal(await does(curator, 'defineItem', { ...item('choice'), key: 'A B', bindings: [] }))).toEqual([
      'INVALID_INPUT',
      'bindings',
      'key',
    ]);
    expect(refusal(await does(curator, 'defineQuiz', { ...self, items: ['can-craft', 'nope'] }))).toEqual([
      'QUIZ_FAULTY',
      'items.1',
    ]);
    const criteria = [{ ...rubric.criteria[0], levels: [level(0.75), level(0.25)] }];
    expect(refusal(await does(curator, 'defineRubric', { ...rubric, criteria }))).toEqual([
      'RUBRIC_FAULTY',
      'criteria.0.levels.1.value',
    ]);
  });
  test('names no skill that the newest version dropped', async () => {
    await published(events, 'shrinking', SMALL_FRAMEWORK);
    const about = { ...item('choice'), key: 'about-choosing', bindings: to('choosing', 'shrinking') };
    expect(await does(curator, 'defineItem', about)).toMatchObject({ changed: true });
    const skills = SMALL_FRAMEWORK.skills.filter(({ key }) => key !== 'choosing');
    await published(events, 'shrinking', { ...SMALL_FRAMEWORK, skills }, 2);
    expect(refusal(await does(curator, 'defineItem', { ...about, key: 'more' }))).toEqual([
      'ITEM_FAULTY',
      'bindings.0.skill',
    ]);
    expect(await does(curator, 'defineItem', about)).toMatchObject({ changed: false });
    expect((await data(ada, ITEM, { key: 'about-choosing' })).item.bindings[0].published).toBeNull();
  });
  test('tells what is accepted to those who may read it', async () => {
    const ACCEPTED = 'query ($key: ID!) { item(key: $key) { accepted { values value tolerance } } }';
    for (const role of [Role.ASSESSOR, Role.CURATOR, Role.ADMINISTRATOR])
      expect(await data(as(role), ACCEPTED, { key: 'choice' })).toEqual({
        item: { accepted: { values: ['a'], value: null, tolerance: null } },
      });
    expect((await data(curator, ACCEPTED, { key: 'number' })).item.accepted).toMatchObject({
      value: 20,
      tolerance: 0.5,
    });
    expect((await data(curator, ACCEPTED, { key: 'words' })).item.accepted.values).toEqual(['band saw']);
    expect((await data(curator, ACCEPTED, { key: 'exam' })).item.accepted).toBeNull();
    for (const who of [ada, as(Role.ANALYST)]) {
      expect(await codeOf(who, ACCEPTED, { key: 'choice' })).toBe('FORBIDDEN');
      expect((await ask(who, ACCEPTED, { key: 'choice' })).data.item.accepted).toBeNull();
    }
  });
  test('does not exist for another tenant', async () => {
    const stranger = as(Role.ADMINISTRATOR, 'other');
    for (const noun of ['item(key: "choice")', 'quiz(key: "sawing")', 'rubric(key: "box")'])
      expect(await codeOf(stranger, `{ ${noun} { key } }`)).toBe('NOT_FOUND');
    const lists = '{ items { edges { cursor } } quizzes { edges { cursor } } rubrics { edges { cursor } } }';
    const none = { edges: [] };
    expect(await data(stranger, lists)).toEqual({ items: none, quizzes: none, rubrics: none });
    expect(refusal(await does(stranger, 'defineItem', item('choice')))).toEqual([
      'ITEM_FAULTY',
      'bindings.0.framework',
    ]);
  });
});
