import { Argument, Command } from 'commander';
import { APART, GATEWAY } from '../apart/hosted.js';
import { AcademySettings, GatewaySettings, ServiceSettings } from '../configuration/processes.js';
import { shownIn } from '../configuration/shown.js';
import { asJson } from './where.js';

const settingsOf = (service: string | undefined) => {
  if (service === undefined) return AcademySettings;
  return service === GATEWAY ? GatewaySettings : ServiceSettings;
};

/** Whoever starts the process in this environment starts it with these. */
export const configuring = (): Command =>
  new Command('config')
    .description(
      'prints the settings in force, without secrets, and where each was told; or all that is wrong with them',
    )
    .addArgument(new Argument('[service]', 'in a process of its own; the whole academy unless said').choices(APART))
    .addOption(asJson())
    .action((service: string | undefined, { json = false }: { readonly json?: boolean }) => {
      const shown = shownIn(settingsOf(service), process.env);
      if (json) return console.log(JSON.stringify(shown));
      const width = Math.max(...shown.map(({ name }) => name.length));
      for (const { name, value, from } of shown) console.log(`${name.padEnd(width)}  ${value ?? '-'}  (${from})`);
    });
