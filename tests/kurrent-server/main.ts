/**
 * `node dist/kurrent-server/main.js FILE [PORT]`: a server of KurrentDB's protocol for tests, its log in an SQLite file.
 * SIGUSR2 drops its subscriptions. It prints its connection string when it answers.
 */
import { randomUUID } from 'node:crypto';
import { Log } from './log.js';
import { serve } from './server.js';

const [, , file, port = '0'] = process.argv;
if (!file) throw new Error('which file holds the log?');
const log = new Log(file);
// A real one notes every start in a stream of its own, so its log is never empty and seldom ends with a user's event.
await log.append('$epoch-information', 'any', [
  {
    id: randomUUID(),
    type: '$epoch-information',
    contentType: 'application/json',
    data: Buffer.from('{}'),
    metadata: Buffer.alloc(0),
  },
]);
const serving = await serve(log, Number(port));
process.on('SIGUSR2', serving.drop);
process.on('SIGTERM', () => {
  serving.stop();
  log.close();
  process.exit();
});
console.log(`kurrentdb://127.0.0.1:${serving.port}?tls=false`);
