import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long an answer is waited for before it is begun without its end, and how often it is heard of from then on. */
const BEAT_MS = 1000;

/** Is the work over by then? @throws what the work throws, where that is so */
export const isSoon = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([work.then(() => true), sleep(BEAT_MS, undefined, { ref: false }).then(() => false)]);

/**
 * A JSON text that is still being made: until then come blanks, with which JSON may begin. So work may take hours, and
 * whoever waits, or stands between, hears at once when nobody is there any more.
 */
export const atLength = (text: Promise<string>): Readable => Readable.from(beating(text));

async function* beating(text: Promise<string>): AsyncGenerator<string> {
  do yield ' ';
  while (!(await isSoon(text)));
  yield await text;
}
