import { openLog } from '@proficio/infra/telemetry/logger';
import { GATEWAY } from '../apart/hosted.js';
import type { Running } from '../apart/service.js';
import { GatewaySettings, ServiceSettings } from '../configuration/processes.js';
import { settingsIn, type Environment } from '../configuration/settings.js';
import { toldToEnd } from './told-to-end.js';

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

const opened = async (name: string, line: Environment): Promise<Running> => {
  if (name === GATEWAY) {
    const settings = settingsIn(GatewaySettings, process.env, line);
    const { startGateway } = await import('../apart/gateway.js');
    return startGateway(settings, openLog(settings.LOG_LEVEL));
  }
  const settings = settingsIn(ServiceSettings, process.env, line);
  const { startService } = await import('../apart/service.js');
  return startService(name, settings, openLog(settings.LOG_LEVEL));
};
