import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { projections as assessment } from '@proficio/assessment/projections';
import { projections as competency } from '@proficio/competency/projections';
import { projections as curriculum } from '@proficio/curriculum/projections';
import { projectBeside } from '@proficio/infra/beside';
import { projections as progress } from '@proficio/progress/projections';

/** The thread's whole life: the projections of all services on the folder that it is given, until any message comes. */
const folder = z.string().parse(workerData);
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
await projectBeside(folder, [...curriculum, ...assessment, ...progress, ...competency], stop.signal, {
  reached: (projection, position) => parentPort?.postMessage([projection, position]),
  failed: (error) => {
    throw error;
  },
});
