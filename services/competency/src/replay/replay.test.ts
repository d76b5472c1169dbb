import type { PolicyEvent, PolicyName } from '@proficio/events';
import { given, uuid } from '@proficio/tests';
import { replay } from './replay.js';

const framework = 'ai-product-manager';
const named = (id: string, parameters: PolicyName['parameters'] = {}): PolicyName => ({ id, version: 1, parameters });
const DEFAULT = named('proficiency');
const HIGHEST = named('canvas/highest');
const LATEST = named('canvas/latest');

const started = (n: number, policy = HIGHEST, against = DEFAULT, cohort: string | null = null): PolicyEvent => ({
  type: 'ReplayStarted',
  data: { framework, replay: uuid(n), policy, against, cohort },
});
const completed = (n: number): PolicyEvent => ({
  type: 'ReplayCompleted',
  data: { framework, replay: uuid(n), learners: 2, evidence: 9 },
});
const cancelled = (n: number): PolicyEvent => ({ type: 'ReplayCancelled', data: { framework, replay: uuid(n) } });
const discarded = (n: number): PolicyEvent => ({ type: 'ReplayDiscarded', data: { framework, replay: uuid(n) } });
const published = (n: number, policy = HIGHEST, replaced = DEFAULT): PolicyEvent => ({
  type: 'PolicyPublished',
  data: { framework, replay: uuid(n), policy, replaced },
});

const start = (n: number, policy = HIGHEST, cohort: string | null = null) =>
  ({
    type: 'StartReplay',
    data: { framework, replay: uuid(n), policy: 'as the caller wrote it', cohort },
    found: { policy, isCohort: true },
  }) as const;
const told = <T extends 'CancelReplay' | 'DiscardReplay'>(type: T, n: number) =>
  ({ type, data: { framework, replay: uuid(n) } }) as const;
const publish = (n: number, isWhole = true) =>
  ({ type: 'PublishReplay', data: { framework, replay: uuid(n) }, found: { isWhole } }) as const;
const complete = (n: number) =>
  ({ type: 'CompleteReplay', data: { framework, replay: uuid(n), learners: 2, evidence: 9 } }) as const;

describe('starting', () => {
  test('compares with the default where nothing was published', () => given(replay).when(start(1)).then(started(1)));
  test('compares with what is in force', () =>
    given(replay, started(1), completed(1), published(1))
      .when(start(2, LATEST))
      .then(started(2, LATEST, HIGHEST)));
  test('what is in force would change nothing', () => {
    given(replay).when(start(1, DEFAULT)).rejects('POLICY_IN_FORCE', 'policy');
    given(replay, started(1), completed(1), published(1)).when(start(2)).rejects('POLICY_IN_FORCE', 'policy');
  });
  test('a second of the same policy while one runs', () => {
    given(replay, started(1)).when(start(2)).rejects('REPLAY_RUNNING', 'policy');
    given(replay, started(1)).when(start(2, LATEST)).then(started(2, LATEST));
    given(replay, started(1))
      .when(start(2, HIGHEST, 'spring'))
      .then(started(2, HIGHEST, DEFAULT, 'spring'));
    given(replay, started(1, named('canvas/n-mastery', { n: 3 })))
      .when(start(2, named('canvas/n-mastery')))
      .then(started(2, named('canvas/n-mastery')));
  });
  test('over a cohort that there is not', () =>
    given(replay)
      .when({ ...start(1, HIGHEST, 'autumn'), found: { policy: HIGHEST, isCohort: false } })
      .rejects('COHORT_UNKNOWN', 'cohort'));
  test.each([completed(1), cancelled(1)])('again once one is over: $type', (over) =>
    given(replay, started(1), over).when(start(2)).then(started(2)),
  );
});

describe('completing', () => {
  test('what runs', () => given(replay, started(1)).when(complete(1)).then(completed(1)));
  test('what was completed or cancelled meanwhile is nothing to do', () => {
    given(replay, started(1), completed(1)).when(complete(1)).then();
    given(replay, started(1), cancelled(1)).when(complete(1)).then();
  });
});

describe('cancelling', () => {
  test('what runs, and again', () => {
    given(replay, started(1)).when(told('CancelReplay', 1)).then(cancelled(1));
    given(replay, started(1), cancelled(1)).when(told('CancelReplay', 1)).then();
  });
  test.each([
    ['REPLAY_COMPLETED', [started(1), completed(1)]],
    ['REPLAY_PUBLISHED', [started(1), completed(1), published(1)]],
    ['REPLAY_DISCARDED', [started(1), completed(1), discarded(1)]],
    ['REPLAY_UNKNOWN', []],
  ])('what does not run: %s', (code, past) =>
    given(replay, ...past)
      .when(told('CancelReplay', 1))
      .rejects(code, 'replay'),
  );
});

describe('discarding', () => {
  test('what is over, and again', () => {
    given(replay, started(1), completed(1)).when(told('DiscardReplay', 1)).then(discarded(1));
    given(replay, started(1), cancelled(1)).when(told('DiscardReplay', 1)).then(discarded(1));
    given(replay, started(1), completed(1), discarded(1)).when(told('DiscardReplay', 1)).then();
  });
  test.each([
    ['REPLAY_RUNNING', [started(1)]],
    ['REPLAY_PUBLISHED', [started(1), completed(1), published(1)]],
    ['REPLAY_UNKNOWN', []],
  ])('what is not: %s', (code, past) =>
    given(replay, ...past)
      .when(told('DiscardReplay', 1))
      .rejects(code, 'replay'),
  );
});

describe('publishing', () => {
  test('puts its policy in force', () => given(replay, started(1), completed(1)).when(publish(1)).then(published(1)));
  test('and back to the default', () =>
    given(replay, started(1), completed(1), published(1), started(2, DEFAULT, HIGHEST), completed(2))
      .when(publish(2))
      .then(published(2, DEFAULT, HIGHEST)));
  test('not while what it found is being found again', () =>
    given(replay, started(1), completed(1)).when(publish(1, false)).rejects('REPLAY_RUNNING', 'replay'));
  test.each([
    ['REPLAY_RUNNING', [started(1)]],
    ['REPLAY_CANCELLED', [started(1), cancelled(1)]],
    ['REPLAY_DISCARDED', [started(1), completed(1), discarded(1)]],
    ['REPLAY_PUBLISHED', [started(1), completed(1), published(1)]],
    ['REPLAY_OF_COHORT', [started(1, HIGHEST, DEFAULT, 'spring'), completed(1)]],
    ['REPLAY_OUTDATED', [started(1), completed(1), started(2, LATEST), completed(2), published(2, LATEST)]],
    ['REPLAY_UNKNOWN', []],
  ])('what cannot be: %s', (code, past) =>
    given(replay, ...past)
      .when(publish(1))
      .rejects(code, 'replay'),
  );
});
