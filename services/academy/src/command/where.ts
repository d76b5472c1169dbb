import { Command, InvalidArgumentError, Option } from 'commander';
import { isTenant } from '@proficio/gateway';
import { FolderSettings } from '../configuration/processes.js';
import { settingsIn } from '../configuration/settings.js';
import type { Opened, Where } from '../api/open.js';

/** Options of every command that works with an academy, wherever it runs. */
export interface WhereOptions {
  readonly data?: string;
  /** Of what is about the whole data folder there is none. */
  readonly tenant?: string;
  readonly url?: string;
  readonly token?: string;
}

/** Takes a text as it is, or says what is needed. */
export const checked =
  (isRight: (text: string) => boolean, needed: string) =>
  (text: string): string => {
    if (isRight(text)) return text;
    throw new InvalidArgumentError(needed);
  };

const TENANT = 'academy';
export const dataFolder = () =>
  new Option('--data <folder>', 'data folder; PROFICIO_DATA, or ./.proficio, unless said').argParser(
    // Without a name it would be the current folder.
    checked((text) => text !== '', 'a folder is needed'),
  );
/** @throws ConfigurationError */
export const folderOf = ({ data }: { readonly data?: string | undefined }): string =>
  settingsIn(FolderSettings, process.env, { PROFICIO_DATA: data }).PROFICIO_DATA;
export const tenant = () =>
  new Option('--tenant <tenant>', 'whose academy')
    .default(TENANT)
    .argParser(checked(isTenant, 'a tenant is 1 to 64 of a-z, 0-9 and -'));
export const asJson = () => new Option('--json', 'as JSON');

export const whole = (text: string): number => {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number is needed');
};

const command = (name: string, description: string, token: string) =>
  new Command(name)
    .description(description)
    .addOption(dataFolder())
    .option('--url <endpoint>', 'GraphQL endpoint of a server that does not run on this data folder')
    .addOption(new Option('--token <token>', token).conflicts('tenant'));

/** Works in one tenant, as its administrator. */
export const forTenant = (name: string, description: string) =>
  command(name, description, "an administrator's token, where the server has an identity provider").addOption(tenant());

/** Works on the whole data folder, whatever its tenants. */
export const forFolder = (name: string, description: string) =>
  command(name, description, "a token by `token --role operator`, where the server's data folder is another");

/** Works with the academy and gives it back, however that ends. */
export const within = async <T>(
  { tenant: of = TENANT, url, token, ...where }: WhereOptions,
  work: (api: Opened) => Promise<T>,
  how: Pick<Where, 'inBulk' | 'makes'> = {},
): Promise<T> => {
  // With all that an academy in this process is made of.
  const { openApi } = await import('../api/open.js');
  const api = await openApi({ dataFolder: folderOf(where), tenant: of, url, token, ...how });
  try {
    return await work(api);
  } finally {
    await api.close();
  }
};
