/**
 * `node dist/kurrent-server/main.js FILE [PORT] [MORE]`: a server of KurrentDB's protocol for tests, its log in an SQLite
 * file, and more about it as JSON. SIGUSR2 drops its subscriptions, SIGUSR1 cuts off its first node. It prints its
 * connection string when it answers.
 */
import { randomUUID } from 'node:crypto';
import { Nodes } from './cluster.js';
import { Log } from './log.js';
import { serve, type About, type Serving } from './server.js';

const [, , file, port = '0', more = '{}'] = process.argv;
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
const about = JSON.parse(more) as About;
const nodes = new Nodes();
const serving: Serving[] = [];
for (let n = 0; n < (about.nodes ?? 1); n++) serving.push(await serve(log, nodes, n === 0 ? Number(port) : 0, about));
process.on('SIGUSR1', () => nodes.cutOffFirst());
process.on('SIGUSR2', () => serving.forEach(({ drop }) => drop()));
process.on('SIGTERM', () => {
  serving.forEach(({ stop }) => stop());
  log.close();
  process.exit();
});
console.log(`kurrentdb://${nodes.ports.map((bound) => `127.0.0.1:${bound}`).join(',')}?tls=false`);
