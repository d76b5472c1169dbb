/** A stock gateway: Apollo's, behind Apollo's standalone server, to subgraphs over HTTP. */
import { join } from 'node:path';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { authenticator, SqliteKeyStore, tokensFor } from '@proficio/infra';
import { callerOf } from '@proficio/gateway';
import { supergraph } from '@proficio/schema';
import { tellParent } from './parent.js';

const [folder = '', urls = '{}'] = process.argv.slice(2);

class WithCaller extends RemoteGraphQLDataSource {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource['willSendRequest']>>[0]) {
    request.http?.headers.set('x-caller', JSON.stringify(context['caller'] ?? null));
  }
}

const composed = Object.entries(JSON.parse(urls) as Record<string, string>).reduce(
  (sdl, [name, url]) => sdl.replace(`http://${name}.invalid/graphql`, url),
  supergraph(),
);
const gateway = new ApolloGateway({ supergraphSdl: composed, buildService: ({ url = '' }) => new WithCaller({ url }) });
const whose = authenticator(tokensFor(folder, undefined), callerOf(new SqliteKeyStore(join(folder, 'keys.db'))));
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: 0 },
  context: async ({ req: { headers } }) => ({ caller: await whose(headers.authorization) }),
});
tellParent(url);
