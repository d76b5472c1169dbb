import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM, PolicyEvents, readerOf, type NewEvent, type PolicyEvent, type PolicyName } from '@proficio/events';
import { META, TENANT, uuid } from '@proficio/tests';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import { projections } from '../projections.js';
import { attend } from './attend.js';
import { differenceAt, nothingRead, setOf, SHAPES } from './difference.js';

const { events, views, kernel, follow } = temporaryStores();
const stop = new AbortController();
afterAll(() => stop.abort());

const [A, B, C] = [uuid(1), uuid(2), uuid(3)];
const named = (id: string): PolicyName => ({ id, version: 1, parameters: {} });
const started = (replay: string): PolicyEvent => ({
  type: 'ReplayStarted',
  data: { framework: 'f', replay, policy: named('canvas/highest'), against: named('proficiency'), cohort: null },
});
const completed = (replay: string): PolicyEvent => ({
  type: 'ReplayCompleted',
  data: { framework: 'f', replay, learners: 0, evidence: 0 },
});
const cancelled = (replay: string): PolicyEvent => ({ type: 'ReplayCancelled', data: { framework: 'f', replay } });

let ids = 100;
const whole = (event: Pick<NewEvent, 'type' | 'data'>): NewEvent => ({
  ...event,
  id: uuid(++ids),
  meta: { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 },
});
let last = NO_STREAM;
const write = async (...policy: readonly PolicyEvent[]): Promise<void> => {
  last = (await events.append(`${PolicyEvents.category}-${TENANT}_f`, last, policy.map(whole))).revision;
};
/** So many that the log is read in several goes, one of them without a replay. */
const otherThings = () =>
  events.append(
    `other-${TENANT}_1`,
    NO_STREAM,
    Array.from({ length: 2500 }, () => whole({ type: 'Happened', data: {} })),
  );
const held = async () =>
  (await views.sets()).map(({ partition }) => partition).filter((one) => [A, B, C].includes(one));

test('what was found stays however far along the log its replay is, and only what nobody wants is removed', async () => {
  await write(started(A), completed(A));
  await otherThings();
  await write(started(B), completed(B), started(C), cancelled(C));
  for (const replay of [A, B, C]) {
    const set = setOf(replay);
    await views.create(set, SHAPES);
    const puts = [{ ...differenceAt(TENANT), doc: nothingRead() }];
    await views.commit({ set, expected: undefined, position: 1n, puts, deletes: [] });
  }
  const reach = await follow(projections);
  const waitedFor: bigint[] = [];
  const until = (position: bigint) => {
    waitedFor.push(position);
    return reach(position);
  };

  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const attending = attend({ kernel, read: readerOf(views), views, until, failed }, stop.signal);
  while ((await held()).includes(C)) await sleep(5);
  expect((await held()).sort()).toEqual([A, B]);
  // Views are waited for because of replays alone: whoever waits keeps them from resting between batches.
  expect(waitedFor).toHaveLength(2);
  stop.abort();
  await attending;
  expect(failures).toEqual([]);
});
