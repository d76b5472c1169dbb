import { z } from 'zod';
import type { Opened } from '../api/open.js';
import { asJson, forFolder, within, type WhereOptions } from './where.js';

const Rebuilt = z.array(
  z.union([
    z.object({ name: z.string(), error: z.string(), code: z.string().optional() }),
    z.object({
      name: z.string(),
      events: z.number(),
      position: z.string().nullable(),
      hash: z.string(),
      setAside: z.number(),
      replaced: z.string().nullable(),
    }),
  ]),
);
type Outcome = z.infer<typeof Rebuilt>[number];
interface Options extends WhereOptions {
  readonly replace?: boolean;
  readonly json?: boolean;
}

const rebuild = async (api: Opened, projection: string | undefined, { replace, json }: Options): Promise<void> => {
  const rebuilt = Rebuilt.parse(await api.operate('rebuild', { projection, replace }));
  if (rebuilt.some((outcome) => 'error' in outcome)) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(rebuilt));
  for (const outcome of rebuilt) tell(outcome);
};

const tell = (outcome: Outcome): void => {
  if ('error' in outcome)
    return console.error(`${outcome.error}${outcome.code ? '' : '; they are kept, unless you rebuild with --replace'}`);
  const { name, events, position, hash, setAside, replaced } = outcome;
  const against =
    replaced === null ? 'equal to the live views' : `in place of views that differed first in ${replaced}`;
  console.log(`${name}: ${events} events, up to ${position ?? '-'}, ${setAside} set aside, ${hash}, ${against}`);
};

export const rebuilding = () =>
  forFolder('rebuild', 'builds views anew beside the live ones, and puts them in their place where they are equal')
    .argument('[projection]', 'one of those that `status` lists; all unless said')
    .option('--replace', 'takes them even where the live ones differ, since those were wrong')
    .addOption(asJson())
    .action((projection: string | undefined, options: Options) =>
      within(options, (api) => rebuild(api, projection, options)),
    );
