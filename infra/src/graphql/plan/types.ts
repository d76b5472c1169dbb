import type { GatewayConfig, GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';

export type GatewayInterface = ApolloServerOptionsWithGateway<Record<string, unknown>>['gateway'];
export type Executor = Awaited<ReturnType<GatewayInterface['load']>>['executor'] & {};
export type Request = Parameters<Executor>[0];
/** All of a request that a compiled plan looks at. */
export type Asked = Pick<Request, 'request' | 'context'>;

type Planned = NonNullable<GatewayConfig['experimental_didResolveQueryPlan']>;
export type QueryPlan = Parameters<Planned>[0]['queryPlan'];
export type PlanNode = NonNullable<QueryPlan['node']>;
export type FetchNode = Extract<PlanNode, { readonly kind: 'Fetch' }>;
export type Required = NonNullable<FetchNode['requires']>;

export type Sources = Readonly<Record<string, GraphQLDataSource>>;

/** An object on its way from subgraphs to the client. */
export type Raw = Record<string, unknown>;

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Something did not go well, or is not for this way: the gateway's own executor answers. */
export class Detour extends Error {
  override readonly name = 'Detour';
}
