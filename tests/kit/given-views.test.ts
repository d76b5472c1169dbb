import {
  eventFamily,
  idOf,
  perKey,
  type EventOf,
  type Projection,
  type Recorded,
  type ViewKey,
} from '@proficio/events';
import { z } from 'zod';
import { TENANT } from './circumstances.js';
import { givenViews } from './given-views.js';

const GuestEvents = eventFamily('guest', {
  Came: { version: 1, data: z.object({ name: z.string() }) },
  Left: { version: 1, data: z.object({}) },
});
const RoomEvents = eventFamily('room', { Opened: { version: 3, data: z.object({ room: z.string() }) } });
type GuestEvent = EventOf<typeof GuestEvents>;

const guests: Projection<{ guest: { name: string; since: string } }, GuestEvent> = {
  name: 'guests',
  version: 1,
  from: [GuestEvents],
  views: { guest: {} },
  ...perKey(
    'guest',
    ({ stream }) => idOf(stream),
    (_guest: { name: string; since: string } | undefined, event: Recorded<GuestEvent>) => {
      switch (event.type) {
        case 'Came':
          return { name: event.data.name, since: event.meta.occurredAt };
        case 'Left':
          return undefined;
      }
    },
  ),
};

const came = { type: 'Came', data: { name: 'Ada' } } as const;
const since = '2026-01-05T09:00:00.000Z';

test('a document is what the past made of it', () =>
  givenViews(guests, came).then('guest', '1', { name: 'Ada', since }));
test('a document may be gone', () =>
  givenViews(guests, came, { type: 'Left', data: {} }).then('guest', '1', undefined));
test('events are of their streams, and happened when they say', () => {
  const views = givenViews(guests, came, { ...came, of: '2', meta: { occurredAt: '2026-02-01T00:00:00.000Z' } });
  views.then('guest', '1', { name: 'Ada', since });
  views.then('guest', '2', { name: 'Ada', since: '2026-02-01T00:00:00.000Z' });
});
test('tenants are strangers', () => {
  const views = givenViews(guests, { ...came, meta: { tenant: 'other' } });
  views.then('guest', '1', undefined);
  views.then('guest', '1', { name: 'Ada', since }, 'other');
});

type Log = { log: { lines: string[] } };
const log = (
  evolve: Projection<Log, GuestEvent | EventOf<typeof RoomEvents>>['evolve'],
): Projection<Log, GuestEvent | EventOf<typeof RoomEvents>> => ({
  name: 'log',
  version: 1,
  from: [GuestEvents, RoomEvents],
  views: { log: {} },
  keys: (event) => [at(event.type)],
  evolve,
});
const at = (key: string): ViewKey<'log'> => ({ view: 'log', tenant: TENANT, key });

test('an event is of the family that has its type', () =>
  givenViews(
    log((views, { type, stream, meta }) => views.put(at(type), { lines: [`${stream} v${meta.schemaVersion}`] })),
    { type: 'Opened', data: { room: 'a' } },
  ).then('log', 'Opened', { lines: ['room-acme_1 v3'] }));

describe('a specification that does not hold fails', () => {
  const fails = (specify: () => unknown, why: string | RegExp = '') => expect(specify).toThrow(why);

  test('another document', () => fails(() => givenViews(guests, came).then('guest', '1', { name: 'Bob', since })));
  test('no document', () => fails(() => givenViews(guests).then('guest', '1', { name: 'Ada', since })));
  test('a document where none was expected', () => fails(() => givenViews(guests, came).then('guest', '1', undefined)));
  test('reading what keys() did not name for this event', () =>
    fails(
      () =>
        givenViews(
          log((views) => void views.get(at('Left'))),
          came,
        ),
      'not named by keys() for Came',
    ));
  test('changing a document in place', () => {
    const projection = log((views, { type }) => {
      views.get(at(type))?.lines.push('more');
      views.put(at(type), { lines: ['one'] });
    });
    fails(() => givenViews(projection, came, came), 'not extensible');
  });
  test('a document that JSON does not hold', () =>
    fails(
      () =>
        givenViews(
          log((views, { type }) => views.put(at(type), { lines: [1n as unknown as string] })),
          came,
        ),
      'BigInt',
    ));
});
