import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ask, loadSample, mutate, openApi, type Opened } from '@proficio/academy';
import { NO_STREAM, rebuild, type Projection, type StoredEvent } from '@proficio/events';
import { inFolder, logOf, projections } from './aftermath.js';

const dataFolder = mkdtempSync(join(tmpdir(), 'proficio-aside-'));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

/** As the command works with a folder that no server holds. */
const within = async <T>(work: (api: Opened) => Promise<T>): Promise<T> => {
  const api = await openApi({ dataFolder, tenant: 'academy', makes: true });
  return work(api).finally(() => api.close());
};

const resultOf = (subject: string) => ({
  issuer: 'https://school.example',
  subject,
  item: 'product-strategy.break-even',
  score: 1,
  maximum: 1,
  occurredAt: '2026-01-05T09:00:00.000Z',
  source: 'school',
  sourceId: subject,
});
const recorded = {
  name: 'recordResults',
  payload: 'ResultsRecorded',
  fields: '',
  shape: z.object({ position: z.string() }),
};

/** Copies of a result in the log: one that a newer release wrote, and after it one that all can read. */
const plant = ({ stream, revision: _revision, position: _position, ...event }: StoredEvent) => [
  {
    stream: `${stream}-newer`,
    event: { ...event, id: `${event.id}-newer`, meta: { ...event.meta, schemaVersion: 2 } },
  },
  { stream: `${stream}-later`, event: { ...event, id: `${event.id}-later` } },
];

const Status = z.object({
  projections: z.array(z.object({ name: z.string(), lag: z.number(), setAside: z.number(), hash: z.string() })),
});
const statusOf = async (api: Opened) => Status.parse(await api.operate('status', {})).projections;
const Profile = z.object({
  learner: z.object({
    competency: z.object({ incomplete: z.boolean(), domains: z.array(z.object({ evidenceCount: z.number() })) }),
  }),
});
const profileOf = async (api: Opened, learner: string) => {
  const query = `query ($learner: ID!) { learner(id: $learner) {
    competency(framework: "ai-product-manager") { incomplete domains { evidenceCount } } } }`;
  const { incomplete, domains } = (await ask(api, Profile, query, { learner })).learner.competency;
  return { incomplete, evidence: domains.reduce((sum, { evidenceCount }) => sum + evidenceCount, 0) };
};

/** The release that can read what the newer one wrote. */
const mended = (projection: Projection): Projection => ({
  ...projection,
  from: projection.from.map((family) => ({
    ...family,
    decode: (stored) =>
      family.decode(
        stored.type === 'ResultRecorded' ? { ...stored, meta: { ...stored.meta, schemaVersion: 1 } } : stored,
      ),
  })),
});

test('an event that this release cannot read stops nothing, is told of wherever it is missing, and is taken after the fix', async () => {
  await within(async (api) => {
    await loadSample(api);
    await mutate(api, recorded, { rows: ['ada', 'bob'].map(resultOf) });
  });
  const learnerOf = ({ data }: StoredEvent) => z.object({ learner: z.string() }).parse(data).learner;
  const results = await inFolder(dataFolder, async (folder) => {
    const found = (await logOf(folder)).filter(({ type }) => type === 'ResultRecorded');
    for (const { stream, event } of found.slice(0, 1).flatMap(plant))
      await folder.events.append(stream, NO_STREAM, [event]);
    return found;
  });
  const [ada = '', bob = ''] = results.map(learnerOf);

  await within(async (api) => {
    expect(await profileOf(api, ada)).toEqual({ incomplete: true, evidence: 2 });
    expect(await profileOf(api, bob)).toEqual({ incomplete: false, evidence: 1 });
    const before = await statusOf(api);
    const following = before.filter(({ setAside }) => setAside > 0);
    expect(following.map(({ name }) => name)).toEqual(expect.arrayContaining(['competency', 'learners']));
    expect(following.every(({ setAside, lag }) => setAside === 1 && lag === 0)).toBe(true);
    expect(await api.operate('set-aside', { projection: 'competency' })).toEqual({
      events: [
        expect.objectContaining({
          tenant: 'academy',
          learner: ada,
          type: 'ResultRecorded',
          reason: expect.stringContaining("v2 is newer than this service's v1"),
        }),
      ],
      next: null,
    });
    const rebuilt = await api.operate('rebuild', {});
    expect(rebuilt).toEqual(
      before.map(({ name, hash, setAside }) => expect.objectContaining({ name, hash, setAside, replaced: null })),
    );
    expect(await statusOf(api)).toEqual(before);
  });

  await inFolder(dataFolder, async ({ events, views }) => {
    for (const projection of projections) await rebuild(mended(projection), events, views);
  });
  await within(async (api) => {
    expect(await profileOf(api, ada)).toEqual({ incomplete: false, evidence: 3 });
    expect((await statusOf(api)).every(({ setAside }) => setAside === 0)).toBe(true);
    expect(await api.operate('set-aside', { projection: 'competency' })).toEqual({ events: [], next: null });
    // This release still cannot read it: what is live is better, and is kept.
    expect(await api.operate('rebuild', { projection: 'competency' })).toEqual([
      { name: 'competency', error: expect.stringMatching(/^competency: the live views at \d+ differ .* in #setAside/) },
    ]);
    expect(await profileOf(api, ada)).toEqual({ incomplete: false, evidence: 3 });
  });
}, 120_000);
