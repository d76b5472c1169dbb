import { Command } from 'commander';
import type { Api } from '../api/ask.js';
import { endReplay, followReplay, newestReplays, startReplay, type Replay, type Starting } from '../replay/replay.js';
import { headline, told } from '../replay/told.js';
import { progress } from './progress.js';
import { asJson, forTenant, within, type WhereOptions } from './where.js';

type Options = WhereOptions & { readonly json?: boolean };

/** Waits for a replay, telling how many pieces of evidence it has read, and tells what it found. */
const awaited = async (api: Api, id: string, json: boolean, after?: string): Promise<void> => {
  const shown = progress(`Replaying ${id}`, 1);
  const look = ({ progress: far }: Replay) => {
    if (far !== null && far.done > 0) shown.done(far.evidence, Math.max(1, Math.round(far.evidence / far.done)));
  };
  const replay = await followReplay(api, id, look, after).finally(shown.end);
  console.log(json ? JSON.stringify(replay) : told(replay).join('\n'));
};

const started = async (
  api: Api,
  policy: string,
  { framework, cohort, json = false }: Options & Omit<Starting, 'policy'>,
): Promise<void> => {
  const { replays, position } = await startReplay(api, { policy, framework, cohort });
  for (const id of replays) await awaited(api, id, json, position);
};

const listed = async (api: Api, json: boolean): Promise<void> => {
  const newest = await newestReplays(api);
  console.log(json ? JSON.stringify(newest) : newest.map(headline).join('\n'));
};

const ending = (what: 'cancel' | 'discard' | 'publish', description: string) =>
  forTenant(what, description)
    .argument('<replay>', 'the id')
    .action((id: string, options: WhereOptions) => within(options, (api) => endReplay(api, what, id)));

/** Trying another score policy on everything that is known, and putting it in force. */
export const replaying = (): Command => {
  const parent = new Command('replay').description('tries another score policy beside the one in force');
  const each = [
    forTenant('start', 'reads every learner under a policy, and tells who would stand in another band')
      .argument('<policy>', 'such as "canvas/n-mastery@1 {n: 3}"')
      .option('--framework <key>', 'in this one; in every published one unless said')
      .option('--cohort <key>', 'of its learners alone')
      .addOption(asJson())
      .action((policy: string, options: Options) => within(options, (api) => started(api, policy, options))),
    forTenant('show', 'waits until a replay is over, and tells what it found')
      .argument('<replay>', 'the id')
      .addOption(asJson())
      .action((id: string, options: Options) => within(options, (api) => awaited(api, id, options.json ?? false))),
    forTenant('list', 'the newest')
      .addOption(asJson())
      .action((options: Options) => within(options, (api) => listed(api, options.json ?? false))),
    ending('cancel', 'ends what runs'),
    ending('publish', 'puts its policy in force'),
    ending('discard', 'removes what it found'),
  ];
  for (const one of each) parent.addCommand(one);
  return parent;
};
