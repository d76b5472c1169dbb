import { Argument, Command, Option } from 'commander';
import { APART } from '../apart/hosted.js';
import { dataFolder } from './where.js';

/** What runs is loaded when it is known: the academy has no need of what services apart are joined by, nor they of it. */
export const starting = (): Command =>
  new Command('start')
    .description(
      'runs the academy in this process, or one of its services in a process of its own, until it is told to end',
    )
    .addArgument(new Argument('[service]', 'on KurrentDB and MongoDB').choices(APART))
    .addOption(dataFolder())
    .addOption(new Option('--port <port>', 'where it listens; PORT, or 4000, unless said'))
    .action(async (service: string | undefined, { data, port }: { readonly data?: string; readonly port?: string }) => {
      const line = { PROFICIO_DATA: data, PORT: port };
      if (service === undefined) return (await import('./start.js')).start(line);
      return (await import('./start-apart.js')).startApart(service, line);
    });
