import { gathered, NO_STREAM, readerOf, streamName, type ViewStore } from '@proficio/events';
import { Role, type Context } from '@proficio/graph';
import { ADA, META, TENANT, uuid } from '@proficio/tests';
import { temporaryStores } from '@proficio/tests/stores';
import { facts } from '../facts.sample.js';
import { content } from '../framework.sample.js';
import { CHUNK } from '../profile/documents.js';
import { competency } from '../service.js';
import { readBasis, type Read } from './read-basis.js';

const stores = temporaryStores();
let until: (position: bigint) => Promise<void>;
let written = 0;
let position = 0n;
const append = async (category: string, { type, data }: { readonly type: string; readonly data: object }) => {
  const meta = { ...META, commandDigest: 'd', causationId: 'c', schemaVersion: 1 };
  const event = { id: uuid(++written), type, data, meta };
  ({ position } = await stores.events.append(streamName(category, TENANT, event.id), NO_STREAM, [event]));
};
const publishRole = (role: string, version: number, level: number) =>
  append('role', {
    type: 'RolePublished',
    data: {
      role,
      version,
      content: { title: role, description: '', targets: [{ framework: 'f', domain: 'a', skill: null, level }] },
    },
  });
const answered = async (times: number) => {
  for (let n = 0; n < times; n++) await append('result', facts.result('b1', 1));
};

/** How often the store was read, and what came of it. */
const reading = async (): Promise<{ readonly reads: number; readonly read: Read }> => {
  await until(position);
  let reads = 0;
  const live: ViewStore['live'] = (documents, pages) => {
    reads++;
    return stores.views.live(documents, pages);
  };
  const counted: ViewStore = Object.assign(Object.create(stores.views), { live: gathered({ live }) });
  const context: Pick<Context, 'caller' | 'read' | 'kernel' | 'now'> = {
    caller: { tenant: TENANT, actor: ADA, role: Role.LEARNER },
    kernel: stores.kernel,
    read: readerOf(counted),
    now: new Date(META.recordedAt),
  };
  const asked = { learner: ADA, framework: 'f', role: null, asOf: null, clock: 'OCCURRED' } as const;
  return { read: await readBasis(context, asked), reads };
};
const shown = ({ basis: { targets, known } }: Read) => ({
  target: targets?.domains.get('a'),
  evidence: known.evidenceOf('b1').length,
});

beforeAll(async () => {
  until = await stores.follow(competency.projections);
  await append('framework', {
    type: 'FrameworkPublished',
    data: { framework: 'f', version: 1, part: 1, parts: 1, content: content() },
  });
  await publishRole('pm', 1, 1);
  await publishRole('senior', 1, 3);
  await append('enrolment', facts.enrolled(1, [], 'pm'));
  await answered(CHUNK + 1);
});

test('what was needed the last time is read in one go with the learner, as it is now', async () => {
  expect(shown((await reading()).read)).toEqual({ target: 1, evidence: CHUNK + 1 });
  const again = await reading();
  expect([again.reads, shown(again.read)]).toEqual([1, { target: 1, evidence: CHUNK + 1 }]);
  await publishRole('pm', 2, 2);
  await answered(1);
  const later = await reading();
  expect(shown(later.read)).toEqual({ target: 2, evidence: CHUNK + 2 });
  expect((await reading()).reads).toBe(1);
});
test('who needs something else by now is read that', async () => {
  await answered(2 * CHUNK);
  await append('enrolment', facts.enrolled(1, [], 'senior'));
  const changed = await reading();
  expect(shown(changed.read)).toEqual({ target: 3, evidence: 3 * CHUNK + 2 });
  expect(changed.reads).toBeGreaterThan(1);
  expect((await reading()).reads).toBe(1);
});
