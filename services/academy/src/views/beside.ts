import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Partitions } from '@proficio/events';
import type { RunElsewhere } from '@proficio/infra/elsewhere';

const Reached = z.tuple([z.string(), z.bigint()]);

/** Runs the projections of a folder in a thread of their own, so that a bulk of commands has this one to itself. */
export const viewsBeside =
  (folder: string, { named }: Partitions): RunElsewhere =>
  (reached, ended) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { folder, named } });
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.on('message', (message) => reached(...Reached.parse(message)));
    worker.once('error', ended);
    return {
      stop: () => {
        worker.postMessage('stop');
        return exited;
      },
    };
  };
