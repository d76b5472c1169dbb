import type { DocumentNode, GraphQLSchema } from 'graphql';
import { compile, type Run } from './compile.js';
import type { Executor, QueryPlan, Request, Sources } from './types.js';

/**
 * The gateway's executor with a short way for queries that go well. The first request of an operation goes the
 * gateway's own way, whose plan is compiled; later ones run the compiled plan. Where anything does not go well, the
 * gateway's own executor answers anew, so that every error is as it makes it: a query may be asked twice.
 */
export class ShortWay {
  private readonly runs = new WeakMap<DocumentNode, Map<string, Run | undefined>>();
  constructor(private readonly sources: Sources) {}

  /** Takes the plan that the gateway has made for a request. */
  readonly planned = (
    plan: QueryPlan,
    { document, request: { operationName }, schema }: Pick<Request, 'document' | 'request' | 'schema'>,
  ): void => {
    if (!document) return;
    const known = this.runs.get(document) ?? new Map<string, Run | undefined>();
    this.runs.set(document, known);
    const name = operationName ?? '';
    if (!known.has(name))
      known.set(name, compile(plan, document, operationName, schema as GraphQLSchema, this.sources));
  };

  /** The short way in front of the gateway's own. */
  readonly before =
    (executor: Executor): Executor =>
    async (request) => {
      const {
        document,
        request: { operationName },
      } = request;
      const run = document && this.runs.get(document)?.get(operationName ?? '');
      if (!run) return executor(request);
      try {
        return { data: await run(request) };
      } catch {
        return executor(request);
      }
    };
}
