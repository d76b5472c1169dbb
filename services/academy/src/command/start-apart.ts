import { openLog } from '@proficio/infra';
import { startGateway } from '../apart/gateway.js';
import { NAMES, startService, type Running } from '../apart/service.js';
import { GatewaySettings, ServiceSettings, settingsIn } from '../apart/settings.js';
import { toldToEnd } from './start.js';

const GATEWAY = 'gateway';
export const APART: readonly string[] = [...NAMES, GATEWAY];

/** One of them, until the process is told to end. */
export const startApart = async (name: string, dataFolder: string, port: number): Promise<void> => {
  const told = toldToEnd();
  const running = await opened(name, dataFolder, port);
  try {
    console.log(`Proficio ${name} answers at ${running.url}`);
    await told;
  } finally {
    await running.close();
  }
};

const opened = (name: string, dataFolder: string, port: number): Promise<Running> => {
  const { env: environment } = process;
  const place = { port, host: environment['HOST'], log: openLog() };
  if (name === GATEWAY)
    return startGateway(settingsIn(GatewaySettings, environment), { ...place, dataFolder, environment });
  return startService(name, settingsIn(ServiceSettings, environment), place);
};
