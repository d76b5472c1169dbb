import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ApiError, ask, mutate, type Api } from '../api/ask.js';

const Band = z.object({ band: z.string() });
const DifferenceIn = z.object({
  key: z.string(),
  moved: z.number(),
  bands: z.array(z.object({ from: Band, to: Band, learners: z.number() })),
});
export type DifferenceIn = z.infer<typeof DifferenceIn>;
const Replay = z.object({
  id: z.string(),
  framework: z.string(),
  policy: z.string(),
  against: z.string(),
  status: z.enum(['RUNNING', 'COMPLETED', 'CANCELLED', 'DISCARDED', 'PUBLISHED']),
  startedAt: z.string(),
  progress: z.object({ learners: z.number(), evidence: z.number(), done: z.number(), stalled: z.boolean() }).nullable(),
  difference: z
    .object({
      learners: z.number(),
      moved: z.number(),
      domains: z.array(DifferenceIn),
      skills: z.array(DifferenceIn),
    })
    .nullable(),
});
export type Replay = z.infer<typeof Replay>;

const IN = 'key moved bands { from { band } to { band } learners }';
const FIELDS = `id framework policy against status startedAt progress { learners evidence done stalled }
  difference { learners moved domains { ${IN} } skills { ${IN} } }`;

export interface Starting {
  readonly policy: string;
  /** Every published one unless said. */
  readonly framework?: string | undefined;
  /** Of a cohort alone. */
  readonly cohort?: string | undefined;
}

/** Starts a replay, one for each framework. @throws Refusal */
export const startReplay = async (api: Api, starting: Starting) =>
  mutate(
    api,
    {
      name: 'startReplay',
      payload: 'ReplaysStarted',
      fields: 'replays',
      shape: z.object({ replays: z.array(z.string()) }),
    },
    starting,
  );

/** What is done to a replay that there is. @throws Refusal */
export const endReplay = async (api: Api, what: 'cancel' | 'discard' | 'publish', replay: string): Promise<void> => {
  const payload = what === 'publish' ? 'PolicyInForce' : 'ReplayEnded';
  await mutate(api, { name: `${what}Replay`, payload, fields: '', shape: z.object({}) }, { replay });
};

export const readReplay = async (api: Api, id: string, after?: string): Promise<Replay> => {
  const query = `query ($id: ID!) { replay(id: $id) { ${FIELDS} } }`;
  return (await ask(api, z.object({ replay: Replay }), query, { id }, after)).replay;
};

/** The newest, up to a hundred. */
export const newestReplays = async (api: Api): Promise<readonly Replay[]> => {
  const Newest = z.object({ replays: z.object({ edges: z.array(z.object({ node: Replay })) }) });
  const { replays } = await ask(api, Newest, `{ replays(first: 100) { edges { node { ${FIELDS} } } } }`);
  return replays.edges.map(({ node }) => node);
};

const LOOK_MS = 200;

/** Looks until it is over. @throws ApiError when it cannot go on for now: nobody can tell until when */
export const followReplay = async (
  api: Api,
  id: string,
  shown: (replay: Replay) => void,
  after?: string,
): Promise<Replay> => {
  for (;;) {
    const replay = await readReplay(api, id, after);
    shown(replay);
    if (replay.status !== 'RUNNING') return replay;
    if (replay.progress?.stalled) throw new ApiError(`${id} cannot go on for now, and is tried again`, 'STALLED');
    await sleep(LOOK_MS);
  }
};
