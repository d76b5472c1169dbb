import { openLog } from '@proficio/infra';
import { startGateway } from '../apart/gateway.js';
import { NAMES, startService, type Running } from '../apart/service.js';
import { GatewaySettings, ServiceSettings } from '../configuration/processes.js';
import { settingsIn, type Environment } from '../configuration/settings.js';
import { toldToEnd } from './start.js';

export const GATEWAY = 'gateway';
export const APART: readonly string[] = [...NAMES, GATEWAY];

/** One of them, until the process is told to end. */
export const startApart = async (name: string, line: Environment): Promise<void> => {
  const told = toldToEnd();
  const running = await opened(name, line);
  try {
    console.log(`Proficio ${name} answers at ${running.url}`);
    await told;
  } finally {
    await running.close();
  }
};

const opened = (name: string, line: Environment): Promise<Running> => {
  if (name === GATEWAY) {
    const settings = settingsIn(GatewaySettings, process.env, line);
    return startGateway(settings, openLog(settings.LOG_LEVEL));
  }
  const settings = settingsIn(ServiceSettings, process.env, line);
  return startService(name, settings, openLog(settings.LOG_LEVEL));
};
