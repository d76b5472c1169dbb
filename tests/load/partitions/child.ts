/**
 * `node dist/load/partitions/child.js KURRENT MONGO DATABASE NAMES` says that it is there, waits for a line, builds the
 * competency views of the partitions of these names from the log, all of them at once, and tells as JSON what that took.
 * `all` are the views that are not split.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { projections } from '@proficio/competency/projections';
import { buildBeside, partitioned, PARTITION } from '@proficio/events';
import { openKurrent, openMongo } from '@proficio/infra';
import { PARTITIONS } from './split.js';

const [kurrent = '', mongo = '', database = '', names = ''] = process.argv.slice(2);
const asked = names.split(',');
const PATIENT = { answerMs: 60_000, patienceMs: 120_000 };

const events = await openKurrent(kurrent, PATIENT);
const { views, close } = await openMongo(mongo, { database, timeoutMs: 120_000 });
const competency = projections.filter(({ name }) => name === 'competency');
const all = asked.includes(PARTITION) ? competency : partitioned(competency, PARTITIONS);
console.log('ready');
await once(createInterface(process.stdin), 'line');

const took = process.cpuUsage();
const from = performance.now();
await Promise.all(
  all
    .filter(({ partition }) => asked.includes(partition?.name ?? PARTITION))
    .map((projection) => buildBeside(projection, events, views)),
);
const { user, system } = process.cpuUsage(took);
console.log(JSON.stringify({ seconds: (performance.now() - from) / 1000, ofCore: (user + system) / 1e6 }));
await Promise.all([events.close(), close()]);
process.exit();
