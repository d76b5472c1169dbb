import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { projectBeside } from '@proficio/infra';
import { allOf } from '../operations/stores.js';
import { SERVICES } from '../services.js';

/** The thread's whole life: projections of all services on the folder that it is given, until any message comes. */
const folder = z.string().parse(workerData);
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
await projectBeside(folder, allOf(SERVICES).projections, stop.signal, {
  reached: (projection, position) => parentPort?.postMessage([projection, position]),
  failed: (error) => {
    throw error;
  },
});
