import { CohortEvents, NO_STREAM, streamName, type CohortEvent, type CohortMembers } from '@proficio/events';
import { META, TENANT, uuid } from '@proficio/tests';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import { definedAt } from './defined-at.js';

const { events } = temporaryStores();
const KEY = 'group';
const [COURSE, LIST]: readonly [CohortMembers, CohortMembers] = [
  { kind: 'course', framework: 'f', course: 'joinery' },
  { kind: 'learners', learners: ['a'.repeat(32)] },
];
const defined = (members: CohortMembers): CohortEvent => ({
  type: 'CohortDefined',
  data: { cohort: KEY, content: { title: 'Group', members } },
});

test('a cohort is who was to belong to it at a position, whether it is defined anew or removed later', async () => {
  const history = [defined(COURSE), defined(LIST), { type: 'CohortRemoved', data: { cohort: KEY } }] as const;
  const positions: bigint[] = [];
  let revision = NO_STREAM;
  for (const [index, event] of history.entries()) {
    const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
    const stream = streamName(CohortEvents.category, TENANT, KEY);
    const appended = await events.append(stream, revision, [{ ...event, id: uuid(index + 1), meta }]);
    positions.push(appended.position + 1n);
    ({ revision } = appended);
  }
  const found = await Promise.all([0n, ...positions].map((position) => definedAt(events, TENANT, KEY, position)));
  expect(found).toEqual([{ kind: 'learners', learners: [] }, COURSE, LIST, LIST]);
});
