import { Role } from '@proficio/graph';
import { ADA, BOB, TENANT, uuid } from '@proficio/tests';
import { ada, as, assessor, ATTEMPT, bob, choose, NOW, refusal, served, type Who } from '../served.sample.js';

const { keys, data, codeOf, does, start, inLog } = served();

describe('an attempt', () => {
  test('is answered, scored at once, and submitted', async () => {
    const attempt = await start(ada);
    expect(await does(ada, 'recordAnswer', choose(attempt, 'a', { hesitationMs: 1200 }))).toMatchObject({
      changed: true,
      answer: {
        item: 'choice',
        kind: 'SINGLE_CHOICE',
        points: 4,
        maximum: 4,
        outcome: 1,
        hesitationMs: 1200,
        words: null,
      },
    });
    const response = { kind: 'MULTIPLE_CHOICE', choices: ['a'] };
    expect(await does(ada, 'recordAnswer', { attempt, item: 'many', response })).toMatchObject({
      answer: { choices: ['a'], points: 2, outcome: 0.5 },
    });
    expect(await does(ada, 'submitAttempt', { attempt })).toMatchObject({ changed: true, answered: 2 });
    const read = (await data(ada, ATTEMPT, { id: attempt })).attempt;
    expect(read).toMatchObject({
      status: 'SUBMITTED',
      purpose: 'QUIZ',
      answered: 2,
      startedAt: NOW.toISOString(),
      submittedAt: NOW.toISOString(),
      withdrawnAt: null,
      learner: { id: ADA },
      quiz: { key: 'sawing' },
    });
    expect(read.answers.map(({ item, points }: { item: string; points: number }) => [item, points])).toEqual([
      ['choice', 4],
      ['many', 2],
    ]);
  });
  test('takes each answer once, tells the same one again, and no answer after submitting', async () => {
    const attempt = await start(ada);
    const first = await does(ada, 'recordAnswer', choose(attempt, 'b', { hesitationMs: 5 }));
    const again = await does(ada, 'recordAnswer', choose(attempt, 'b', { hesitationMs: 9 }));
    expect(again).toEqual({ ...first, changed: false });
    expect(refusal(await does(ada, 'recordAnswer', choose(attempt, 'a')))).toEqual(['ITEM_ANSWERED', 'item']);
    expect(refusal(await does(ada, 'recordAnswer', choose(attempt, 'a', { item: 'number' })))).toEqual([
      'ITEM_NOT_IN_QUIZ',
      'item',
    ]);
    await does(ada, 'submitAttempt', { attempt });
    expect(await does(ada, 'submitAttempt', { attempt })).toMatchObject({ changed: false, answered: 1 });
    expect(refusal(await does(ada, 'recordAnswer', choose(attempt, 'b')))).toEqual(['ATTEMPT_SUBMITTED', 'attempt']);
  });
  test('is written once for one command, whatever came since', async () => {
    const started = await does(ada, 'startAttempt', { quiz: 'sawing', commandId: 'start' });
    const { attempt } = started;
    const input = choose(attempt, 'a', { commandId: 'answer' });
    const first = await does(ada, 'recordAnswer', input);
    await does(ada, 'submitAttempt', { attempt });
    const length = (await inLog()).length;
    expect(await does(ada, 'recordAnswer', input)).toEqual(first);
    expect(await does(ada, 'startAttempt', { quiz: 'sawing', commandId: 'start' })).toEqual(started);
    expect(await inLog()).toHaveLength(length);
    expect(refusal(await does(ada, 'recordAnswer', { ...input, hesitationMs: 1 }))).toEqual([
      'COMMAND_ID_REUSED',
      'commandId',
    ]);
    expect(refusal(await does(ada, 'startAttempt', { quiz: 'gaps', commandId: 'start' }))).toEqual([
      'COMMAND_ID_REUSED',
      'commandId',
    ]);
  });
  test('of Ada is closed to Bob, who gets one of his own', async () => {
    const { attempt } = await does(ada, 'startAttempt', { quiz: 'sawing', commandId: 'shared' });
    await does(ada, 'recordAnswer', choose(attempt, 'a', { commandId: 'same' }));
    const length = (await inLog()).length;
    const notYours = ['ATTEMPT_NOT_YOURS', 'attempt'];
    expect(refusal(await does(bob, 'recordAnswer', choose(attempt, 'a', { commandId: 'same' })))).toEqual(notYours);
    expect(refusal(await does(bob, 'recordAnswer', choose(attempt, 'b')))).toEqual(notYours);
    expect(refusal(await does(bob, 'submitAttempt', { attempt }))).toEqual(notYours);
    expect(await inLog()).toHaveLength(length);
    const his = await does(bob, 'startAttempt', { quiz: 'sawing', commandId: 'shared' });
    expect(his.attempt).not.toBe(attempt);
    expect(await codeOf(bob, ATTEMPT, { id: attempt })).toBe('NOT_FOUND');
    expect((await data(bob, ATTEMPT, { id: his.attempt })).attempt).toMatchObject({
      answered: 0,
      learner: { id: BOB },
    });
  });
  test('of a self-assessment takes yes or no, with the time it took', async () => {
    const attempt = await start(bob, 'gaps');
    const response = { kind: 'SELF_RATING', confident: false };
    const input = { attempt, item: 'can-craft', response, hesitationMs: 86_400_000 };
    expect(await does(bob, 'recordAnswer', input)).toMatchObject({ answer: { kind: 'SELF_RATING', points: 0 } });
    expect((await inLog()).at(-1)?.data).toMatchObject({ kind: 'self-rating', purpose: 'self-assessment', weight: 1 });
  });
  test('keeps words sealed: for the learner and who assesses, and for nobody once the key is gone', async () => {
    const cy: Who = { actor: 'c'.repeat(32), role: Role.LEARNER };
    const attempt = await start(cy);
    const response = { kind: 'SHORT_TEXT', text: ' Band  SAW ' };
    const shown = { state: 'SHOWN', text: response.text };
    expect(await does(cy, 'recordAnswer', { attempt, item: 'words', response })).toMatchObject({
      answer: { points: 4, words: shown },
    });
    expect(JSON.stringify((await inLog()).at(-1)?.data)).not.toContain('SAW');
    const words = async (who: Who) => (await data(who, ATTEMPT, { id: attempt })).attempt.answers[0].words;
    expect(await words(cy)).toEqual(shown);
    expect(await words(assessor)).toEqual(shown);
    expect(await words(as(Role.ANALYST))).toEqual({ state: 'WITHHELD', text: null });
    await keys.destroy(TENANT, cy.actor);
    expect(await words(assessor)).toEqual({ state: 'ERASED', text: null });
    expect(refusal(await does(cy, 'submitAttempt', { attempt }))).toEqual(['LEARNER_ERASED', 'learner']);
    expect(refusal(await does(assessor, 'withdrawAttempt', { attempt }))).toEqual(['LEARNER_ERASED', 'learner']);
  });
  test('is withdrawn by an assessor, once', async () => {
    const attempt = await start(bob);
    await does(bob, 'recordAnswer', choose(attempt, 'a'));
    const [answer] = (await inLog()).slice(-1);
    expect(await does(assessor, 'withdrawAttempt', { attempt })).toMatchObject({ withdrawn: 1 });
    expect((await inLog()).at(-1)?.data).toMatchObject({ answers: [{ eventId: answer?.id, item: 'choice' }] });
    expect(await does(assessor, 'withdrawAttempt', { attempt })).toMatchObject({ withdrawn: 0 });
    expect((await data(bob, ATTEMPT, { id: attempt })).attempt).toMatchObject({ status: 'WITHDRAWN', answered: 1 });
    expect(refusal(await does(bob, 'submitAttempt', { attempt }))).toEqual(['ATTEMPT_WITHDRAWN', 'attempt']);
  });
  test('that is none, of a quiz that is none, or of another tenant', async () => {
    const nobody = uuid(99);
    for (const name of ['submitAttempt', 'withdrawAttempt'] as const)
      expect(refusal(await does(name === 'submitAttempt' ? ada : assessor, name, { attempt: nobody }))).toEqual([
        'ATTEMPT_UNKNOWN',
        'attempt',
      ]);
    expect(refusal(await does(ada, 'recordAnswer', choose(nobody, 'a')))).toEqual(['ATTEMPT_UNKNOWN', 'attempt']);
    expect(refusal(await does(ada, 'startAttempt', { quiz: 'nope' }))).toEqual(['QUIZ_UNKNOWN', 'quiz']);
    expect(await codeOf(ada, ATTEMPT, { id: nobody })).toBe('NOT_FOUND');
    const attempt = await start(ada);
    expect(await codeOf(as(Role.ADMINISTRATOR, 'other'), ATTEMPT, { id: attempt })).toBe('NOT_FOUND');
    expect(refusal(await does({ ...ada, tenant: 'other' }, 'submitAttempt', { attempt }))).toEqual([
      'ATTEMPT_UNKNOWN',
      'attempt',
    ]);
  });
  test('is told every fault of an answer', async () => {
    const attempt = await start(ada);
    const faults = async (changes: object) => refusal(await does(ada, 'recordAnswer', choose(attempt, 'a', changes)));
    expect(await faults({ attempt: 'x', hesitationMs: -1 })).toEqual(['INVALID_INPUT', 'attempt', 'hesitationMs']);
    expect(await faults({ occurredAt: '2026-01-05T09:11:00Z' })).toEqual(['INVALID_INPUT', 'occurredAt']);
    expect(await faults({ response: { kind: 'NUMERIC', value: 1 } })).toEqual(['ANSWER_UNFIT', 'response.kind']);
    expect(await faults({ response: { kind: 'SINGLE_CHOICE', choice: 'z' } })).toEqual([
      'ANSWER_UNFIT',
      'response.choice',
    ]);
    expect(await faults({ response: { kind: 'SHORT_TEXT', text: 'a\0' } })).toEqual(['INVALID_INPUT', 'response.text']);
  });
});
