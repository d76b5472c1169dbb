import type { PolicyName } from '@proficio/events';
import { ADA, BOB, givenViews, uuid } from '@proficio/tests';
import { replays } from './replays.js';

const framework = 'f';
const policy: PolicyName = { id: 'canvas/n-mastery', version: 1, parameters: { n: 3 } };
const against: PolicyName = { id: 'proficiency', version: 1, parameters: {} };
const which = { framework, replay: uuid(1) };
const start = { type: 'ReplayStarted', data: { ...which, policy, against, cohort: null } } as const;
const complete = {
  type: 'ReplayCompleted',
  data: { ...which, learners: 2, evidence: 9 },
  meta: { recordedAt: '2026-01-06T00:00:00.000Z' },
} as const;
const publish = {
  type: 'PolicyPublished',
  data: { ...which, policy, replaced: against },
  meta: { actor: BOB, occurredAt: '2026-01-01T00:00:00.000Z', recordedAt: '2026-01-07T00:00:00.000Z' },
} as const;
const started = {
  position: expect.any(String),
  replay: uuid(1),
  framework,
  cohort: null,
  policy: 'canvas/n-mastery@1 {n: 3}',
  against: 'proficiency@1',
  status: 'running',
  startedAt: '2026-01-05T09:00:00.000Z',
  startedBy: ADA,
  endedAt: null,
  endedBy: null,
} as const;

test('a replay that runs', () => {
  const views = givenViews(replays, start);
  views.then('replay', uuid(1), started);
  views.then('history', framework, undefined);
});

test('one that is over says when and by whom', () =>
  givenViews(replays, start, complete).then('replay', uuid(1), {
    ...started,
    status: 'completed',
    endedAt: '2026-01-06T00:00:00.000Z',
    endedBy: ADA,
  }));

test('a published policy is in force from when it was recorded, on both clocks', () => {
  const recordedAt = '2026-01-07T00:00:00.000Z';
  const views = givenViews(replays, start, complete, publish);
  views.then('replay', uuid(1), { ...started, status: 'published', endedAt: recordedAt, endedBy: BOB });
  views.then('history', framework, {
    position: expect.any(String),
    published: [{ policy, replay: uuid(1), by: BOB, occurredAt: recordedAt, knownAt: recordedAt }],
  });
});
