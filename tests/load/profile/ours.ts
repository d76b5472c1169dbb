/** The academy as `proficio start` runs it, on a data folder. */
import { openLog } from '@proficio/infra';
import { startAcademy } from '@proficio/academy';
import { tellParent } from './parent.js';

const [folder = ''] = process.argv.slice(2);
const academy = await startAcademy({ dataFolder: folder, port: 0, log: openLog('warn') });
await academy.ready;
process.once('SIGTERM', () => void academy.close());
tellParent(academy.url);
