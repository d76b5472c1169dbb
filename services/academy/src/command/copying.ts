import { Command, Option } from 'commander';
import { openFolder, openKurrent, openMongo } from '@proficio/infra';
import { existing } from '../api/existing.js';
import { closing } from '../closing.js';
import { copy, type Copied } from '../copy/copy.js';
import { progress } from './progress.js';
import { asJson, dataFolder } from './where.js';

interface Options {
  readonly data: string;
  readonly to: string;
  readonly keysTo: string;
  readonly database: string;
  readonly learners?: boolean;
  readonly json?: boolean;
}

/** Nobody waits for an answer: a server may be busy for longer than one who asks it would bear. */
const PATIENT = { answerMs: 10_000, patienceMs: 20_000 };

const copied = async ({ data, to, keysTo, database, learners = false }: Options): Promise<Copied> => {
  const opened = await closing(async (later) => {
    const folder = openFolder(existing(data), 'which copies it');
    later(folder.close);
    const events = await openKurrent(to, PATIENT);
    later(() => events.close());
    const mongo = await openMongo(keysTo, { database });
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
    .addOption(new Option('--to <url>', 'the log').env('PROFICIO_KURRENT_URL').makeOptionMandatory())
    .addOption(
      new Option('--keys-to <url>', 'the key store: the key of learner ids, those of tenants, and who was erased')
        .env('PROFICIO_MONGO_URL')
        .makeOptionMandatory(),
    )
    .addOption(new Option('--database <name>', 'of the key store').env('PROFICIO_MONGO_DATABASE').default('proficio'))
    .option('--learners', "learners' keys too: without them what is personal cannot be read there")
    .addOption(asJson())
    .action(async (options: Options) => {
      const done = await copied(options);
      console.log(options.json ? JSON.stringify(done) : told(done));
    });
