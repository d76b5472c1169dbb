import { Command } from 'commander';
import { openKurrent } from '@proficio/infra/kurrent/open';
import { openMongo } from '@proficio/infra/mongo/open';
import { openFolder } from '@proficio/infra/sqlite/folder';
import { existing } from '../api/existing.js';
import { closing } from '../closing.js';
import { CopySettings } from '../configuration/processes.js';
import { settingsIn } from '../configuration/settings.js';
import { copy, type Copied } from '../copy/copy.js';
import { progress } from './progress.js';
import { asJson, dataFolder } from './where.js';

interface Options {
  readonly data?: string;
  readonly to?: string;
  readonly keysTo?: string;
  readonly database?: string;
  readonly learners?: boolean;
  readonly json?: boolean;
}

/** Nobody waits for an answer: a server may be busy for longer than one who asks it would bear. */
const PATIENT = { answerMs: 10_000, patienceMs: 20_000 };

const copied = async ({ data, to, keysTo, database, learners = false }: Options): Promise<Copied> => {
  const opened = await closing(async (later) => {
    const settings = settingsIn(CopySettings, process.env, {
      PROFICIO_DATA: data,
      PROFICIO_KURRENT_URL: to,
      PROFICIO_MONGO_URL: keysTo,
      PROFICIO_MONGO_DATABASE: database,
    });
    const folder = openFolder(existing(settings.PROFICIO_DATA), 'which copies it');
    later(folder.close);
    const events = await openKurrent(settings.PROFICIO_KURRENT_URL, PATIENT);
    later(() => events.close());
    const mongo = await openMongo(settings.PROFICIO_MONGO_URL, { database: settings.PROFICIO_MONGO_DATABASE });
    later(() => mongo.close());
    return { folder, to: { events, keys: mongo.keys } };
  });
  try {
    return await copy(opened.folder, opened.to, { withLearners: learners, begun: progress });
  } finally {
    await opened.close();
  }
};

const told = ({ source, target, written, keys }: Copied): string =>
  [
    `here:  ${source.events} events, ${source.hash}`,
    `there: ${target.events} events, ${target.hash}, ${written} of them written now`,
    `keys:  ${keys.keys} are there, ${keys.destroyed} destroyed ones stay so, ${keys.left} of learners stay here`,
  ].join('\n');

/** From the files of a data folder to the servers of services that run on their own. */
export const copying = (): Command =>
  new Command('copy')
    .description('copies the whole log of a data folder to KurrentDB and proves it; what was interrupted goes on')
    .addOption(dataFolder())
    .option('--to <url>', 'the log; PROFICIO_KURRENT_URL unless said')
    .option(
      '--keys-to <url>',
      'the key store, for the key of learner ids, those of tenants and who was erased; PROFICIO_MONGO_URL unless said',
    )
    .option('--database <name>', 'of the key store; PROFICIO_MONGO_DATABASE, or proficio, unless said')
    .option('--learners', "learners' keys too: without them what is personal cannot be read there")
    .addOption(asJson())
    .action(async (options: Options) => {
      const done = await copied(options);
      console.log(options.json ? JSON.stringify(done) : told(done));
    });
