import { Argument, Command, Option } from 'commander';
import { isIdentity } from '@proficio/gateway';
import { mintToken, OPERATOR } from '@proficio/infra';
import { existing } from '../api/existing.js';
import { configuring } from './configuring.js';
import { copying } from './copying.js';
import { evaluating } from './evaluating.js';
import { importing } from './importing.js';
import { operating } from './operating.js';
import { replaying } from './replaying.js';
import { APART, startApart } from './start-apart.js';
import { start } from './start.js';
import { checked, dataFolder, folderOf, tenant, whole } from './where.js';

const starting = () =>
  new Command('start')
    .description(
      'runs the academy in this process, or one of its services in a process of its own, until it is told to end',
    )
    .addArgument(new Argument('[service]', 'on KurrentDB and MongoDB').choices(APART))
    .addOption(dataFolder())
    .addOption(new Option('--port <port>', 'where it listens; PORT, or 4000, unless said'))
    .action((service: string | undefined, { data, port }: { readonly data?: string; readonly port?: string }) => {
      const line = { PROFICIO_DATA: data, PORT: port };
      return service === undefined ? start(line) : startApart(service, line);
    });

const ROLES = ['learner', 'assessor', 'curator', 'analyst', 'administrator', OPERATOR];
interface TokenOptions {
  readonly data?: string;
  readonly tenant: string;
  readonly subject: string;
  readonly role: string;
  readonly hours: number;
}
const token = () =>
  new Command('token')
    .description('prints a token for a server on this data folder, and nothing else')
    .addOption(dataFolder())
    .addOption(tenant())
    .addOption(
      new Option('--subject <subject>', 'who it is for')
        .default('ada')
        .argParser(checked(isIdentity, '1 to 500 characters, not only blanks, are needed')),
    )
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('learner'))
    .addOption(new Option('--hours <hours>', 'how long it lasts').default(12).argParser(whole))
    .action(async ({ data, hours, ...who }: TokenOptions) =>
      console.log(await mintToken(existing(folderOf({ data })), { ...who, lifetime: hours * 3600 })),
    );

/** The whole command line. */
export const program = (): Command => {
  const all = new Command('proficio').description('Headless learning management, and all that belongs to it');
  for (const each of [
    starting(),
    token(),
    importing(),
    evaluating(),
    replaying(),
    copying(),
    configuring(),
    ...operating(),
  ])
    all.addCommand(each);
  return all;
};
