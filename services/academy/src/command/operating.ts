import { z } from 'zod';
import type { Command } from 'commander';
import type { Opened } from '../api/open.js';
import { erase } from './erase.js';
import { rebuilding } from './rebuilding.js';
import { listSetAside, Status, tellUnavailable } from './set-aside.js';
import { asJson, forFolder, forTenant, within, type WhereOptions } from './where.js';

const Verified = z.object({
  events: z.number(),
  streams: z.number(),
  byType: z.record(z.string(), z.number()),
  unreadable: z.array(z.object({ stream: z.string(), revision: z.string(), type: z.string(), reason: z.string() })),
});

const status = async (api: Opened, json: boolean): Promise<void> => {
  const found = Status.parse(await api.operate('status', {}));
  tellUnavailable(found);
  if (json) return console.log(JSON.stringify(found));
  console.log(`${found.events} events`);
  for (const { name, position, lag, setAside, hash } of found.projections)
    console.log(`${name}: at ${position ?? '-'}, ${lag} behind, ${setAside} set aside, ${hash ?? '-'}`);
  if (found.projections.some(({ setAside }) => setAside > 0))
    console.log('`status --set-aside` lists what is set aside; once that is mended, `rebuild PROJECTION` takes it');
};

const verify = async (api: Opened, json: boolean): Promise<void> => {
  const found = Verified.parse(await api.operate('verify', {}));
  if (found.unreadable.length > 0) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(found));
  for (const { stream, revision, type, reason } of found.unreadable)
    console.log(`${stream} ${revision} ${type}: ${reason}`);
  for (const [type, count] of Object.entries(found.byType)) console.log(`${type}: ${count}`);
  console.log(`${found.events} events in ${found.streams} streams, ${found.unreadable.length} unreadable`);
};

type Options = WhereOptions & { readonly json?: boolean };
type StatusOptions = Options & { readonly setAside?: boolean };

/** What an administrator does to a data folder or to one learner of it. */
export const operating = (): readonly Command[] => [
  forFolder('status', 'how many events there are, and how far each projection is')
    .option('--set-aside', 'lists instead every event that a projection could not take, and why')
    .addOption(asJson())
    .action(({ json = false, setAside = false, ...where }: StatusOptions) =>
      within(where, (api) => (setAside ? listSetAside(api, json) : status(api, json))),
    ),
  forFolder('verify', 'decodes every event, with every schema checked')
    .addOption(asJson())
    .action((options: Options) => within(options, (api) => verify(api, options.json ?? false))),
  rebuilding(),
  forTenant('erase', "destroys a learner's key: names and texts are gone everywhere, for ever")
    .argument('<learner>', 'the id')
    .action((learner: string, options: Options) => within(options, (api) => erase(api, learner))),
];
