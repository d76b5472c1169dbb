import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOf, SERVICES } from '@proficio/academy';
import { placeOf, titleOf, type Projection } from '@proficio/events';
import { openFolder, type DataFolder } from '@proficio/infra';
import type { Bench, Measured } from './measured.js';
import { seed } from './profile/seed.js';

const LEARNERS = 200;
const PROJECTIONS = allOf(SERVICES).projections;
/** Of content there are fewer documents than learners, and they do not grow with these. */
const LEAST = 0.95;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Events of learners, and bytes of their JSON as stores keep it. */
const inLog = async ({ events }: DataFolder) => {
  const sum = { events: 0, bytes: 0 };
  for await (const batch of events.readAll({ categories: ['attempt', 'result', 'enrolment', 'learner'] }))
    for (const { id, stream, type, data, meta } of batch.events) {
      sum.events++;
      sum.bytes += bytesOf({ id, stream, type, data, meta });
    }
  return sum;
};

interface Sum {
  documents: number;
  bytes: number;
}

/** Of the live views of a projection, by view: documents and bytes, their keys included. */
const inViews = async ({ views }: DataFolder, projection: Projection): Promise<ReadonlyMap<string, Sum>> => {
  const place = placeOf(projection);
  const generation = (await views.active(place)) ?? 0;
  return views.scan({ ...place, generation }, async ({ chunks }) => {
    const sums = new Map<string, Sum>();
    for await (const chunk of chunks)
      for (const { view, tenant, key, doc } of chunk) {
        const sum = sums.get(view) ?? { documents: 0, bytes: 0 };
        sums.set(view, sum);
        sum.documents++;
        sum.bytes += bytesOf(doc) + tenant.length + key.length;
      }
    return sums;
  });
};

/**
 * What stores hold of a learner of the sample academy who is enrolled, has assessed themselves and has a result on every
 * question of every quiz: JSON, without what a store adds and what its compression takes away.
 */
export const bench: Bench = {
  runs: 1,
  run: async () => {
    const path = mkdtempSync(join(tmpdir(), 'proficio-sizes-'));
    try {
      await seed(path, LEARNERS);
      const folder = openFolder(path);
      const log = await inLog(folder);
      const each = (what: string, value: number, unit: string): Measured => ({
        figure: `${what}, for each learner`,
        value: value / LEARNERS,
        unit,
        goal: { of: 'value', atMost: 1e6 },
      });
      const measured = [each('log: events', log.events, 'events'), each('log', log.bytes, 'bytes')];
      for (const projection of PROJECTIONS)
        for (const [view, { documents, bytes }] of await inViews(folder, projection)) {
          if (documents / LEARNERS < LEAST) continue;
          const name = `${titleOf(projection)}, ${view}`;
          measured.push(each(`${name}: documents`, documents, 'documents'), each(name, bytes, 'bytes'));
        }
      folder.close();
      return measured;
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  },
};
