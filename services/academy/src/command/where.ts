import { Command, InvalidArgumentError, Option } from 'commander';
import { openApi, type Opened } from '../api/open.js';

/** Options of every command that works with an academy, wherever it runs. */
export interface WhereOptions {
  readonly data: string;
  readonly tenant: string;
  readonly url?: string;
  readonly token?: string;
}

export const dataFolder = () =>
  new Option('--data <folder>', 'data folder').env('PROFICIO_DATA').default('./.proficio');
export const tenant = () => new Option('--tenant <tenant>', 'whose academy').default('academy');
export const asJson = () => new Option('--json', 'as JSON');

export const whole = (text: string): number => {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number is needed');
};

export const command = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .addOption(dataFolder())
    .addOption(tenant())
    .option('--url <endpoint>', 'GraphQL endpoint of a server that does not run on this data folder')
    .option('--token <token>', "an administrator's token, where the server has an identity provider");

/** Works with the academy and gives it back, however that ends. */
export const within = async <T>(
  { data, tenant: of, url, token }: WhereOptions,
  work: (api: Opened) => Promise<T>,
  inBulk = false,
): Promise<T> => {
  const api = await openApi({ dataFolder: data, tenant: of, url, token, inBulk });
  try {
    return await work(api);
  } finally {
    await api.close();
  }
};
