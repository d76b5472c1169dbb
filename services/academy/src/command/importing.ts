import { Command } from 'commander';
import type { Api } from '../api/ask.js';
import type { Loaded } from '../load/publish.js';
import { loadSample } from '../load/sample.js';
import { allVisible } from '../load/visible.js';
import { DOCUMENTS } from './documents.js';
import { importResults, reported } from './results.js';
import { asJson, forTenant, within, type WhereOptions } from './where.js';

const told = async (api: Api, loaded: readonly Loaded[]): Promise<void> => {
  await allVisible(api, loaded);
  for (const { key, outcome } of loaded) console.log(`${key}: ${outcome}`);
};

const documents = () =>
  Object.entries(DOCUMENTS).map(([noun, load]) =>
    forTenant(noun, `${noun} in JSON or YAML`)
      .argument('<file>')
      .action((file: string, options: WhereOptions) =>
        within(options, async (api) => told(api, await load(api, file)), { makes: true }),
      ),
  );

const sample = () =>
  forTenant('sample', 'the sample academy, as far as it is not there').action((options: WhereOptions) =>
    within(options, async (api) => told(api, await loadSample(api)), { makes: true }),
  );

interface ResultsOptions extends WhereOptions {
  readonly map: string;
  readonly items?: string;
  readonly json?: boolean;
}
const results = () =>
  forTenant('results', 'results scored elsewhere, and prior learning, in CSV with commas or tabs, also packed by gzip')
    .argument('<file>')
    .requiredOption('--map <file>', 'what the columns mean')
    .option('--items <file>', 'items to define first')
    .addOption(asJson())
    .action((file: string, { map, items, json, ...where }: ResultsOptions) =>
      within(
        where,
        async (api) => {
          const report = await importResults(api, file, { map, items });
          console.log(json ? JSON.stringify(report) : reported(report));
          if (report.skipped === 0 || report.skipped < report.rows) return;
          console.error(`no row of ${file} was taken`);
          process.exitCode = 1;
        },
        { inBulk: true, makes: true },
      ),
    );

export const importing = (): Command => {
  const parent = new Command('import').description('takes files into the academy');
  for (const each of [...documents(), results(), sample()]) parent.addCommand(each);
  return parent;
};
