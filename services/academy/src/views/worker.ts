import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { partitioned, partitionsOf } from '@proficio/events';
import { projectBeside } from '@proficio/infra/beside';
import { PROJECTIONS } from './projections.js';

/** The thread's whole life: the projections of all services on the folder that it is given, until any message comes. */
const Given = z.object({ folder: z.string(), named: z.map(z.string(), z.array(z.string())) });
const { folder, named } = Given.parse(workerData);
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
await projectBeside(folder, partitioned(PROJECTIONS, partitionsOf(named)), stop.signal, {
  reached: (projection, position) => parentPort?.postMessage([projection, position]),
  failed: (error) => {
    throw error;
  },
});
