import {
  LearnerEvents,
  part,
  partitioned,
  partitionsOf,
  perKey,
  type LearnerEvent,
  type NewEvent,
  type Projection,
  type SplitProjection,
} from '@proficio/events';
import { temporaryStores } from '@proficio/tests/stores';
import { operating } from './operate.js';
import { rebuildViews } from './rebuild.js';
import { listSetAside } from './set-aside.js';
import { statusOf } from './status.js';
import { verify } from './verify.js';

const ADA = '0'.repeat(32);
const event = (type: string, data: object, schemaVersion = 1): NewEvent => ({
  id: crypto.randomUUID(),
  type,
  data,
  meta: {
    tenant: 'academy',
    actor: ADA,
    occurredAt: '2026-01-01T00:00:00.000Z',
    recordedAt: '2026-01-01T00:00:00.000Z',
    commandId: null,
    correlationId: 'test',
    commandDigest: '',
    causationId: 'test',
    schemaVersion,
  },
});
const registered = event('LearnerRegistered', { learner: ADA, name: null });
const learners: Projection<{ learner: string }, LearnerEvent> = {
  name: 'learners',
  version: 1,
  from: [LearnerEvents],
  views: { learner: {} },
  ...perKey(
    'learner',
    ({ data }) => data.learner,
    (_before, { type }) => type,
  ),
};
const setUp = () => {
  const { events, views, follow } = temporaryStores();
  const projections = [part(learners)];
  return { events, follow, operated: { events, views, families: [LearnerEvents], projections } };
};

describe('verify', () => {
  const { events, operated } = setUp();
  test('counts what it read', async () => {
    await events.append('learner-academy_1', -1n, [registered, event('LearnerErased', { learner: ADA })]);
    expect(await verify(operated)).toEqual({
      events: 2,
      byType: { LearnerErased: 1, LearnerRegistered: 1 },
      streams: 1,
      unreadable: [],
    });
  });
  test('tells every event that is not as its contract says', async () => {
    const bad = [event('LearnerNamed', { learner: 'ada' }), event('LearnerSung', {}), event('LearnerErased', {}, 2)];
    await events.append('learner-academy_2', -1n, bad);
    const { unreadable } = await verify(operated);
    expect(unreadable.map(({ revision, type }) => `${revision} ${type}`)).toEqual([
      '0 LearnerNamed',
      '1 LearnerSung',
      '2 LearnerErased',
    ]);
    expect(unreadable[0]?.reason).toMatch(/^learner: .*; name: /);
    expect(unreadable[2]?.reason).toContain("is newer than this service's");
  });
  test('tells a personal field that stands in the clear, by its name', async () => {
    await events.append('learner-academy_3', -1n, [event('LearnerRegistered', { learner: ADA, name: 'Ada' })]);
    expect((await verify(operated)).unreadable.slice(-1)).toEqual([
      {
        stream: 'learner-academy_3',
        revision: '0',
        type: 'LearnerRegistered',
        reason: 'LearnerRegistered: personal fields in the clear: name',
      },
    ]);
  });
  test('tells what lies in streams of a category that nobody here knows', async () => {
    await events.append('badge-academy_1', -1n, [event('BadgeAwarded', {})]);
    const { unreadable, byType } = await verify(operated);
    expect(byType).toMatchObject({ BadgeAwarded: 1 });
    expect(unreadable.slice(-1)).toEqual([
      { stream: 'badge-academy_1', revision: '0', type: 'BadgeAwarded', reason: 'no service here knows badge' },
    ]);
  });
});

describe('status', () => {
  const { events, follow, operated } = setUp();
  test('before a projection has run', async () => {
    await events.append('learner-academy_1', -1n, [registered]);
    expect(await statusOf(operated)).toEqual({
      events: 1,
      projections: [{ name: 'learners', position: null, lag: 1, setAside: 0, hash: null }],
    });
  });
  test('counts the events of the whole log, also those that nobody here knows', async () => {
    await events.append('badge-academy_1', -1n, [event('BadgeAwarded', {})]);
    expect(await statusOf(operated)).toMatchObject({ events: 2, projections: [{ lag: 1 }] });
  });
  test('once it is where the log ends', async () => {
    const until = await follow(operated.projections);
    await until(await events.head());
    const { projections } = await statusOf(operated);
    expect(projections).toMatchObject([
      { lag: 0, position: String(await events.head()), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });
});

describe('what is set aside', () => {
  const { events, follow, operated } = setUp();
  const input = { projection: 'learners' };
  test('is counted and listed, and a rebuild of the same says so', async () => {
    const until = await follow(operated.projections);
    expect(await operating(operated)('set-aside', input)).toEqual({ events: [], next: null });
    await events.append('learner-academy_1', -1n, [registered, event('LearnerSung', { learner: ADA })]);
    await until(await events.head());
    expect((await statusOf(operated)).projections).toMatchObject([{ lag: 0, setAside: 1 }]);
    const aside = {
      tenant: 'academy',
      learner: ADA,
      stream: 'learner-academy_1',
      revision: '1',
      position: '2',
      event: expect.any(String),
      type: 'LearnerSung',
      reason: 'learner: unknown event type LearnerSung',
    };
    expect(await operating(operated)('set-aside', input)).toEqual({ events: [aside], next: null });
    expect(await operating(operated)('rebuild', input)).toEqual([
      { name: 'learners', events: 2, position: '2', hash: expect.any(String), setAside: 1, replaced: null },
    ]);
  });
  test('of more than a page the rest is asked for', async () => {
    const songs = Array.from({ length: 600 }, () => event('LearnerSung', { learner: ADA }));
    await events.append('learner-academy_2', -1n, songs);
    await operating(operated)('rebuild', { ...input, replace: true });
    const first = await listSetAside(operated, 'learners');
    expect(first.events).toHaveLength(500);
    const rest = await listSetAside(operated, 'learners', first.next ?? '');
    expect([rest.events.length, rest.events.at(-1)?.revision, rest.next]).toEqual([101, '599', null]);
  });
  test('of an unknown projection is refused', async () => {
    await expect(listSetAside(operated, 'nothing')).rejects.toThrow(
      'there is no projection nothing; there are learners',
    );
  });
});

describe('rebuild', () => {
  const { events, follow, operated } = setUp();
  test('tells where live views differ, and keeps them until they are to be replaced', async () => {
    await events.append('learner-academy_1', -1n, [registered]);
    const until = await follow(operated.projections);
    await until(1n);
    const set = { projection: 'learners', version: 1, partition: 'all', generation: 1 };
    const at = { view: 'learner', tenant: 'academy', key: ADA };
    await events.append('other-academy_1', -1n, [registered]);
    await until(2n);
    const expected = await operated.views.checkpoint(set);
    await operated.views.commit({ set, expected, position: 2n, puts: [{ ...at, doc: 'wrong' }], deletes: [] });
    expect(await rebuildViews(operated, {})).toEqual([
      {
        name: 'learners',
        error: `learners: the live views at 2 differ from the log first in learner, tenant academy, ${ADA}`,
      },
    ]);
    const [replaced] = await rebuildViews(operated, { replace: true });
    expect(replaced).toMatchObject({ events: 1, replaced: `learner academy ${ADA}` });
    expect(await rebuildViews(operated, {})).toMatchObject([{ replaced: null }]);
  });
});

describe('of a projection that is split', () => {
  const { events, views, follow } = temporaryStores();
  const split: SplitProjection<{ learner: string }, LearnerEvent> = {
    ...learners,
    split: (has) => ({
      keys: (event) => learners.keys(event),
      evolve: (docs, event) => void (has(event.meta.tenant, 'f') && learners.evolve(docs, event)),
    }),
  };
  const named = new Map([['east', ['academy/f']]]);
  const projections = partitioned([part(split)], partitionsOf(named));
  const operate = operating({ events, views, families: [LearnerEvents], projections });
  test('every partition is told of, listed and rebuilt', async () => {
    const until = await follow(projections);
    await events.append('learner-academy_1', -1n, [registered, event('LearnerSung', { learner: ADA })]);
    await until(await events.head());
    const standing = { lag: 0, setAside: 1, position: '2', hash: expect.any(String) };
    expect(await operate('status', {})).toEqual({
      events: 2,
      projections: [
        { name: 'learners/east', ...standing },
        { name: 'learners/rest', ...standing },
      ],
    });
    for (const projection of ['learners/east', 'learners/rest'])
      expect(await operate('set-aside', { projection })).toMatchObject({ events: [{ type: 'LearnerSung' }] });
    await expect(operate('set-aside', { projection: 'learners' })).rejects.toThrow(
      'there is no projection learners; there are learners/east, learners/rest',
    );
    const rebuilt = (name: string) => ({ name, events: 2, setAside: 1, replaced: null });
    const all = [rebuilt('learners/east'), rebuilt('learners/rest')];
    expect(await operate('rebuild', {})).toMatchObject(all);
    expect(await operate('rebuild', { projection: 'learners' })).toMatchObject(all);
    expect(await operate('rebuild', { projection: 'learners/east' })).toMatchObject(all.slice(0, 1));
  });
});
