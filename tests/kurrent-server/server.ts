import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { batchAppend } from './append.js';
import type { Nodes } from './cluster.js';
import type { Log } from './log.js';
import {
  GossipService,
  ServerFeaturesService,
  StreamsService,
  Supported,
  SupportedMethod,
  type SupportedMethods,
} from './protocol.js';
import { read } from './read.js';
import type { ReadCall } from './call.js';

/** As many bytes as a real one takes in one message. */
const LARGEST = 17 * 1024 * 1024;

export interface About {
  /** Two are a cluster. */
  readonly nodes?: number;
  /** What it takes to look through a page of which a filter holds back all. */
  readonly lookMs?: number;
  /** `user:password` of who may read. */
  readonly reader?: string;
}

export interface Serving {
  /** Ends every subscription with an error. */
  readonly drop: () => void;
  readonly stop: () => void;
}

/** Serves the calls that the client makes to a node, on this machine and without TLS. */
export const serve = async (log: Log, nodes: Nodes, port: number, about: About): Promise<Serving> => {
  let dropping = new AbortController();
  const node = nodes.ports.length;
  const isReady = () => nodes.isReady(node);
  const server = new Server({ 'grpc.max_receive_message_length': LARGEST });
  server.addService(ServerFeaturesService, { getSupportedMethods: supported });
  server.addService(GossipService, { read: nodes.gossip(node) });
  server.addService(StreamsService, {
    batchAppend: batchAppend(log, isReady),
    read: (call: ReadCall) => read(call, { log, isReady, dropped: dropping.signal, ...about }),
  });
  const bound = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
  nodes.ports.push(bound);
  const drop = () => {
    dropping.abort();
    dropping = new AbortController();
  };
  return { drop, stop: () => server.forceShutdown() };
};

/** Without it the client would send every append as a call of its own. */
const supported = (_: unknown, answer: sendUnaryData<SupportedMethods>) =>
  answer(
    null,
    new Supported()
      .setEventStoreServerVersion('26.1.0')
      .setMethodsList([
        new SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName('batchappend'),
      ]),
  );
