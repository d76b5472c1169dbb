import { z } from 'zod';
import { eventFamily, UnreadableEventError } from './event-family.js';
import type { StoredEvent } from './message.js';
import { personal } from './personal.js';

const Thing = eventFamily('thing', {
  Named: {
    version: 3,
    data: z.object({ learner: z.string(), name: personal('learner', z.string().max(5)).nullable(), size: z.number() }),
    upcast: { 1: (old) => ({ ...old, name: null }), 2: (old) => ({ ...old, size: 0 }) },
  },
});
const sealed = { subject: 'ada', sealed: 'AAAA' };
const stored = (schemaVersion: number, data: unknown, type = 'Named'): StoredEvent => ({
  id: 'i',
  stream: 'thing-t_1',
  revision: 0n,
  position: 0n,
  type,
  data,
  meta: { schemaVersion } as StoredEvent['meta'],
});

test('an old event is stepped up one version at a time', () =>
  expect(Thing.decode(stored(1, { learner: 'ada' })).data).toEqual({ learner: 'ada', name: null, size: 0 }));
test('an event of the current version is trusted as it is', () => {
  const data = { learner: 'ada', name: null, size: 1 };
  expect(Thing.decode(stored(3, data)).data).toBe(data);
});
test('an event of a newer version is refused', () =>
  expect(() => Thing.decode(stored(4, {}))).toThrow(UnreadableEventError));
test('an unknown type is refused, also one named like a property of every object', () => {
  expect(() => Thing.decode(stored(1, {}, 'Lost'))).toThrow('unknown event type Lost');
  expect(() => Thing.decode(stored(1, {}, 'toString'))).toThrow(UnreadableEventError);
});
test('strict decoding checks the schema, sealed fields included', () => {
  expect(Thing.decodeStrictly(stored(3, { learner: 'ada', name: sealed, size: 1 })).data.name).toEqual(sealed);
  expect(() => Thing.decodeStrictly(stored(3, { learner: 'ada', name: null, size: 'big' }))).toThrow();
});
test('strict decoding refuses a personal field that stands in the clear, of an older version too, by its name', () => {
  for (const version of [2, 3])
    expect(() => Thing.decodeStrictly(stored(version, { learner: 'ada', name: 'Ada', size: 1 }))).toThrow(
      'Named: personal fields in the clear: name',
    );
});
test('a decided event is checked in the clear before it is written', () => {
  Thing.check({ type: 'Named', data: { learner: 'ada', name: 'Ada', size: 1 } });
  expect(() => Thing.check({ type: 'Named', data: { learner: 'ada', name: 'too long', size: 1 } })).toThrow();
});
test('personal fields are found under nullable', () =>
  expect(Thing.personalFieldsOf('Named')).toEqual([{ field: 'name', subject: 'learner' }]));
