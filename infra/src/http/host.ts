import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Asking, Caller } from '../graphql/parts.js';
import type { Authenticate } from '../identity/authenticate.js';
import type { Log } from '../telemetry/logger.js';
import { bareServer } from './bare.js';
import { JSON_TYPE } from './json-type.js';
import { listen, type Place } from './listen.js';
import { operationsRoute, type Operations } from './operations.js';
import { BAD_POSITION, bodyOf, refusalOf, type Refusal } from './refusal.js';
import { afterOf, correlationIdOf } from './request.js';

/** What answers one request of GraphQL over HTTP: a gateway, or a subgraph of its own. */
export type Answering<C extends Caller> = (request: FastifyRequest, asking: Asking<C>) => Promise<Answered>;

export interface Answered {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

export interface HostOptions<C extends Caller> extends Place {
  readonly answer: Answering<C>;
  readonly authenticate: Authenticate<C>;
  /** Do the views hold what is in the log? Who cannot say is not ready. */
  readonly isReady: () => boolean | Promise<boolean>;
  readonly log: Log;
  readonly operations?: Operations | undefined;
}

export interface Host {
  readonly url: string;
  /** Answers what was asked, then closes. */
  readonly close: () => Promise<void>;
}

/** Two thousand rows of an import, with room; the document itself has limits of its own. */
const BODY_LIMIT = 8 * 1024 * 1024;
const DRAIN_MS = 10_000;

/**
 * GraphQL over HTTP at `/graphql`, and `/livez` and `/readyz` for whoever looks after the process. No CORS.
 * @throws ConfigurationError where it cannot listen
 */
export const openHost = async <C extends Caller>(options: HostOptions<C>): Promise<Host> => {
  const app = bareServer({
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    genReqId: correlationIdOf,
    // Whoever still asks while it closes is answered, and not told 503 in words that are none of ours.
    return503OnClosing: false,
  });
  let closing = false;
  // Who was asked before it closed may be answered on a connection that would be kept alive, and waited for.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });
  app.removeContentTypeParser('text/plain');
  app.get('/livez', () => ({ status: 'live' }));
  app.get('/readyz', async (_request, reply) => {
    const ready = !closing && (await isReady(options));
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  await app.register(graphqlRoute(options));
  if (options.operations) await app.register(operationsRoute(options.operations, options.log));
  await listen(app, options, 'PORT');
  return {
    url: `${urlOf(app, options)}/graphql`,
    close: async () => {
      closing = true;
      const cut = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await app.close();
      clearTimeout(cut);
    },
  };
};

const isReady = async <C extends Caller>({ isReady: asked, log }: HostOptions<C>): Promise<boolean> => {
  try {
    return await asked();
  } catch (error) {
    log.warn({ err: error }, 'nobody can tell whether this process is ready');
    return false;
  }
};

const ANYWHERE: readonly (string | undefined)[] = [undefined, '0.0.0.0', '::'];

/** Where this machine finds it; port 0 has become a free one. */
const urlOf = (app: FastifyInstance, { host, port }: Pick<HostOptions<Caller>, 'host' | 'port'>): string => {
  const [address] = app.addresses();
  const name = host?.includes(':') ? `[${host}]` : host;
  const taken = typeof address === 'object' ? address.port : port;
  return `http://${ANYWHERE.includes(host) ? 'localhost' : name}:${taken}`;
};

const graphqlRoute =
  <C extends Caller>({ answer, authenticate, log }: HostOptions<C>) =>
  async (app: FastifyInstance): Promise<void> => {
    const asking = new WeakMap<FastifyRequest, Asking<C>>();
    const refuse = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => {
      if (refusal.status === 401) reply.header('www-authenticate', 'Bearer');
      return reply.code(refusal.status).type(JSON_TYPE).send(bodyOf(refusal, request.id));
    };

    // Before the body is read, so that nobody unknown has one parsed.
    app.addHook('onRequest', async (request, reply) => {
      const { id: correlationId } = request;
      reply.header('x-correlation-id', correlationId);
      const caller = await authenticate(request.headers.authorization);
      const after = afterOf(request);
      if (after === null) return refuse(request, reply, BAD_POSITION);
      asking.set(request, { caller, correlationId, after });
      return undefined;
    });
    app.setErrorHandler((error, request, reply) => {
      const refusal = refusalOf(error);
      if (!refusal || refusal.status >= 500) log.error({ correlationId: request.id, err: error }, 'request failed');
      return refuse(request, reply, refusal ?? UNEXPECTED);
    });
    app.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: async (request, reply) => {
        const asked = asking.get(request);
        if (!asked) throw new Error('the request was not authenticated');
        const { status, headers, body } = await answer(request, asked);
        reply.code(status);
        for (const [name, value] of headers) reply.header(name, value);
        return reply.send(body);
      },
    });
  };

const UNEXPECTED: Refusal = { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'something went wrong here' };
