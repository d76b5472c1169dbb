import { Command, InvalidArgumentError, Option } from 'commander';
import { openApi, type Opened, type Where } from '../api/open.js';

/** Options of every command that works with an academy, wherever it runs. */
export interface WhereOptions {
  readonly data: string;
  /** Of what is about the whole data folder there is none. */
  readonly tenant?: string;
  readonly url?: string;
  readonly token?: string;
}

const TENANT = 'academy';
export const dataFolder = () =>
  new Option('--data <folder>', 'data folder').env('PROFICIO_DATA').default('./.proficio').argParser(folder);
export const tenant = () => new Option('--tenant <tenant>', 'whose academy').default(TENANT);
export const asJson = () => new Option('--json', 'as JSON');

/** Without a name it would be the current folder. */
const folder = (text: string): string => {
  if (text !== '') return text;
  throw new InvalidArgumentError('a folder is needed');
};

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
  { data, tenant: of = TENANT, url, token }: WhereOptions,
  work: (api: Opened) => Promise<T>,
  how: Pick<Where, 'inBulk' | 'makes'> = {},
): Promise<T> => {
  const api = await openApi({ dataFolder: data, tenant: of, url, token, ...how });
  try {
    return await work(api);
  } finally {
    await api.close();
  }
};
