import { openLog, type Log } from '@proficio/infra/telemetry/logger';
import { inProcessApi } from '../api/open.js';
import { loadSample } from '../load/sample.js';
import { AcademySettings } from '../configuration/processes.js';
import { settingsIn, type Environment } from '../configuration/settings.js';
import { startAcademy, type Academy } from '../start.js';
import { toldToEnd } from './told-to-end.js';

/** Where the sample academy is loaded. */
const TENANT = 'academy';

/** Runs until the process is told to end. */
export const start = async (line: Environment): Promise<void> => {
  const settings = settingsIn(AcademySettings, process.env, line);
  const log = openLog(settings.LOG_LEVEL);
  const told = toldToEnd();
  const academy = await startAcademy({ dataFolder: settings.PROFICIO_DATA, port: settings.PORT, log, settings });
  try {
    const ended = Promise.race([told, academy.outage]);
    // What ends it may come while the views still catch up, and a disk that is full then never lets them.
    const isReady = await Promise.race([prepare(academy, settings, log).then(() => true), ended.then(() => false)]);
    if (isReady) console.log(welcome(academy.url ?? ''));
    await ended;
  } finally {
    await academy.close();
  }
};

const prepare = async (academy: Academy, { PROFICIO_SAMPLE }: AcademySettings, log: Log): Promise<void> => {
  await academy.ready;
  if (PROFICIO_SAMPLE === 'off') return;
  const loaded = await loadSample(inProcessApi(academy, TENANT));
  const fresh = loaded.filter(({ outcome }) => outcome === 'loaded').length;
  if (fresh > 0) log.info({ entries: fresh, tenant: TENANT }, 'sample academy loaded');
};

const welcome = (url: string): string => `
Proficio answers at ${url}

A token, of a learner unless said:     npx proficio token
                                       npx proficio token --role administrator --subject grace

A query to try:
  curl ${url} \\
    -H "authorization: Bearer $(npx proficio token)" -H 'content-type: application/json' \\
    -d '{"query":"{ viewer { tenant role learner { id } } framework(key: \\"ai-product-manager\\") { title domains { title skills { title } } } }"}'
`;
