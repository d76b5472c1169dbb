import { z } from 'zod';
import type { Command } from 'commander';
import type { Opened } from '../api/open.js';
import { erase } from './erase.js';
import { asJson, forFolder, forTenant, within, type WhereOptions } from './where.js';

const Status = z.object({
  events: z.number(),
  projections: z.array(
    z.object({ name: z.string(), position: z.string().nullable(), lag: z.number(), hash: z.string().nullable() }),
  ),
});
const Verified = z.object({
  events: z.number(),
  streams: z.number(),
  byType: z.record(z.string(), z.number()),
  unreadable: z.array(z.object({ stream: z.string(), revision: z.string(), type: z.string(), reason: z.string() })),
});

const status = async (api: Opened, json: boolean): Promise<void> => {
  const found = Status.parse(await api.operate('status', {}));
  if (json) return console.log(JSON.stringify(found));
  console.log(`${found.events} events`);
  for (const { name, position, lag, hash } of found.projections)
    console.log(`${name}: at ${position ?? '-'}, ${lag} behind, ${hash ?? '-'}`);
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

const rebuild = async (api: Opened, projection: string | undefined): Promise<void> => {
  for (const name of z.array(z.string()).parse(await api.operate('rebuild', { projection })))
    console.log(`${name}: rebuilt`);
};

type Options = WhereOptions & { readonly json?: boolean };

/** What an administrator does to a data folder or to one learner of it. */
export const operating = (): readonly Command[] => [
  forFolder('status', 'how many events there are, and how far each projection is')
    .addOption(asJson())
    .action((options: Options) => within(options, (api) => status(api, options.json ?? false))),
  forFolder('verify', 'decodes every event, with every schema checked')
    .addOption(asJson())
    .action((options: Options) => within(options, (api) => verify(api, options.json ?? false))),
  forFolder('rebuild', 'builds views anew beside the live ones, and puts them in their place')
    .argument('[projection]', 'one of those that `status` lists; all unless said')
    .action((projection: string | undefined, options: Options) => within(options, (api) => rebuild(api, projection))),
  forTenant('erase', "destroys a learner's key: names and texts are gone everywhere, for ever")
    .argument('<learner>', 'the id')
    .action((learner: string, options: Options) => within(options, (api) => erase(api, learner))),
];
