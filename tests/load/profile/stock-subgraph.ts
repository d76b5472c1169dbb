/** One service as a stock subgraph: type-graphql classes behind Apollo's standalone server, on a data folder of its own. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { SERVICES, subgraphsOf } from '@proficio/academy';
import { readerOf, StreamCache } from '@proficio/events';
import { SqliteEventStore, SqliteKeyStore, SqliteViewStore } from '@proficio/infra';
import { tellParent } from './parent.js';

const [folder = '', name] = process.argv.slice(2);
const [subgraph] = subgraphsOf(SERVICES.filter((service) => service.name === name));
if (!subgraph) throw new Error(`no service ${name}`);

const kernel = {
  events: new SqliteEventStore(join(folder, 'events.db')),
  keys: new SqliteKeyStore(join(folder, 'keys.db')),
  cache: new StreamCache(),
};
const read = readerOf(new SqliteViewStore(join(folder, 'views.db')));

const server = new ApolloServer({ schema: subgraph.schema });
const { url } = await startStandaloneServer(server, {
  listen: { port: 0 },
  context: async ({ req: { headers } }) => ({
    caller: JSON.parse(String(headers['x-caller'])) as unknown,
    kernel,
    read,
    until: async () => undefined,
    now: new Date(),
    newId: randomUUID,
    correlationId: '',
  }),
});
tellParent(url);
