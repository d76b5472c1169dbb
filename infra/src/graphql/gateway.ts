import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import type { StorageError } from '../storage-error.js';
import type { Log } from '../telemetry/logger.js';
import type { Watch } from '../telemetry/watch.js';
import { atOnce } from './at-once.js';
import { masking } from './masking.js';
import { operationOf, type Operation } from './operation.js';
import type { Asking, Caller } from './parts.js';
import { ShortWay } from './plan/executor.js';
import { timing } from './timing.js';

export interface GatewayOptions<C extends Caller> {
  /** SDL as composed from the subgraphs. */
  readonly supergraph: string;
  /** Where each subgraph of the supergraph is executed. */
  readonly sources: Readonly<Record<string, GraphQLDataSource>>;
  /** Says no to an operation before it is validated. */
  readonly admit: (operation: Operation, caller: C) => GraphQLError | undefined;
  readonly log: Log;
  /** The disk failed. */
  readonly onOutage?: ((error: StorageError) => void) | undefined;
  readonly watch?: Watch | undefined;
}

export type Answer = FormattedExecutionResult;

/** The one graph over all subgraphs. */
export interface Gateway<C extends Caller> {
  /** Answers one request of GraphQL over HTTP. */
  readonly http: (request: HTTPGraphQLRequest, asking: Asking<C>) => Promise<HTTPGraphQLResponse>;
  /** The same without HTTP. */
  readonly execute: (operation: Operation, asking: Asking<C>) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export const openGateway = async <C extends Caller>(options: GatewayOptions<C>): Promise<Gateway<C>> => {
  const { admit, sources, watch } = options;
  const shortWay = new ShortWay(sources);
  const short = atOnce(shortWay, watch);
  const server = serverOf(options, shortWay);
  await server.start();
  return {
    http: async (request, asking) => {
      const operation = operationOf(request);
      const refusal = admit(operation, asking.caller);
      const way = refusal ? { left: asking } : await short(request, operation, asking);
      if ('answered' in way) return way.answered;
      const context = async () => {
        if (refusal) throw refusal;
        return way.left;
      };
      return server.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context });
    },
    execute: async (operation, asking) => {
      const refusal = admit(operation, asking.caller);
      if (refusal) return { errors: [refusal.toJSON()] };
      const { body } = await server.executeOperation(sent(operation), { contextValue: asking });
      if (body.kind === 'single') return body.singleResult;
      throw new Error('the gateway answers in one piece');
    },
    stop: () => server.stop(),
  };
};

/** Apollo's types want fields that are missing to be absent. */
const sent = ({ query, operationName, variables }: Operation) => ({
  ...(query !== undefined && { query }),
  ...(operationName !== undefined && { operationName }),
  ...(variables !== undefined && { variables }),
});

const serverOf = <C extends Caller>(
  { supergraph, sources, log, onOutage, watch }: GatewayOptions<C>,
  shortWay: ShortWay,
): ApolloServer<Asking<C>> => {
  // Without this, the gateway would send figures of this host to its vendor.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name }) => {
      const source = sources[name];
      if (!source) throw new Error(`the supergraph names a subgraph ${name}, which nothing serves`);
      return source;
    },
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => shortWay.planned(queryPlan, requestContext),
    validateSupergraph: false,
    __exposeQueryPlanExperimental: false,
    logger: quiet(log),
  });
  return new ApolloServer<Asking<C>>({
    gateway: {
      load: async (given) => {
        const { schema, executor } = await gateway.load(given);
        return { schema, executor: shortWay.before(executor) };
      },
      onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
      stop: () => gateway.stop(),
    },
    logger: quiet(log),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // Callers prove who they are by a header that no form or link can send.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    plugins: [masking(log, onOutage), ...(watch ? [timing<C>(watch)] : []), ...TURNED_OFF.map((plugin) => plugin())],
  });
};

const TURNED_OFF = [
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
];

/** Apollo tells much of itself at `info`. */
const quiet = (log: Log) => ({
  debug: (message?: unknown) => log.trace({ apollo: String(message) }),
  info: (message?: unknown) => log.debug({ apollo: String(message) }),
  warn: (message?: unknown) => log.warn({ apollo: String(message) }),
  error: (message?: unknown) => log.error({ apollo: String(message) }),
});
