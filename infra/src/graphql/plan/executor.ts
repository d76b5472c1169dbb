import { BoundedMap } from '@proficio/events';
import { getOperationAST, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { isDetoured } from '../detoured.js';
import type { Operation } from '../operation.js';
import { compile, type Run } from './compile.js';
import { keeping } from './kept.js';
import type { Executor, QueryPlan, Request, Sources } from './types.js';

/** A query whose plan is compiled: it was parsed, found valid and planned before. */
export interface Known {
  readonly operation: OperationDefinitionNode;
  readonly run: Run;
}

/** Clients have few queries, and a text has 50,000 characters at most. */
const KEPT = 200;

/**
 * The gateway's executor with a short way for queries that go well. The first request of an operation goes the
 * gateway's own way, whose plan is compiled; later ones run the compiled plan. Where anything does not go well, the
 * gateway's own executor answers anew, so that every error is as it makes it: a query may be asked twice.
 */
export class ShortWay {
  private readonly runs = new WeakMap<DocumentNode, Map<string, Run | undefined>>();
  private readonly texts = new BoundedMap<Known>(KEPT);
  private readonly keep = keeping();
  constructor(private readonly sources: Sources) {}

  /** Takes the plan that the gateway has made for a request. */
  readonly planned = (
    plan: QueryPlan,
    { document, request, schema }: Pick<Request, 'document' | 'request' | 'schema'>,
  ): void => {
    const { operationName } = request;
    if (!document) return;
    const known = this.runs.get(document) ?? new Map<string, Run | undefined>();
    this.runs.set(document, known);
    const name = operationName ?? '';
    if (!known.has(name))
      known.set(name, compile(plan, document, operationName, schema as GraphQLSchema, this.sources, this.keep));
    const [run, operation] = [known.get(name), getOperationAST(document, operationName)];
    if (run && operation) this.texts.set(nameOf(request), { operation, run });
  };

  /** By its text, and so without a look at what it says. */
  readonly known = (operation: Operation): Known | undefined => this.texts.get(nameOf(operation));

  /** The short way in front of the gateway's own. */
  readonly before =
    (executor: Executor): Executor =>
    async (request) => {
      const {
        document,
        request: { operationName },
      } = request;
      const run = document && this.runs.get(document)?.get(operationName ?? '');
      if (!run || isDetoured(request.context)) return executor(request);
      try {
        return { data: await run(request) };
      } catch {
        return executor(request);
      }
    };
}

/** Its length first, so that no name can make one text look like another. */
const nameOf = ({ query = '', operationName }: Operation): string =>
  `${query.length} ${query}${operationName === undefined ? '' : `:${operationName}`}`;
