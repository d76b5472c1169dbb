import { Writable } from 'node:stream';
import { attendTo } from './attending.js';
import { openLog } from './telemetry/logger.js';

const lines: string[] = [];
const log = openLog('error', new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) }));

test('work that failed is begun anew, and the log says so; work that is done is not', async () => {
  let begun = 0;
  const work = async () => {
    if (++begun < 2) throw new Error('no luck');
  };
  await attendTo({ service: 'author', work }, log, new AbortController().signal);
  expect(begun).toBe(2);
  expect(lines.join('')).toMatch(/author.*no luck/);
});

test('what fails because it is to end is over, without a word', async () => {
  const before = lines.length;
  const stop = new AbortController();
  const work = (signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut off'))));
  const over = attendTo({ service: 'author', work }, log, stop.signal);
  stop.abort();
  await over;
  expect(lines).toHaveLength(before);
});
