import { Command, Option } from 'commander';
import { isIdentity } from '@proficio/gateway';
import { OPERATOR } from '@proficio/infra/http/operations';
import { mintToken } from '@proficio/infra/identity/development';
import { existing } from '../api/existing.js';
import { checked, dataFolder, folderOf, tenant, whole } from './where.js';

const ROLES = ['learner', 'assessor', 'curator', 'analyst', 'administrator', OPERATOR];
interface TokenOptions {
  readonly data?: string;
  readonly tenant: string;
  readonly subject: string;
  readonly role: string;
  readonly hours: number;
}

export const token = (): Command =>
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
