import { getOperationAST, getVariableValues, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { fragmentsOf, hasConditions } from '../document.js';
import type { Fetch } from './entities.js';
import { compileFetch } from './fetch.js';
import type { Keep } from './kept.js';
import { objectShape } from './shape.js';
import { stagesOf, type Stage } from './stages.js';
import { Detour, isRaw, type Asked, type QueryPlan, type Raw, type Sources } from './types.js';

/** Runs a planned query for one request. @throws Detour where anything does not go well */
export type Run = (request: Asked) => Promise<Raw>;

/** Everything about a plan that is the same for every request, worked out once; undefined for what is rare. */
export const compile = (
  plan: QueryPlan,
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
  sources: Sources,
  keep: Keep,
): Run | undefined => {
  const operation = getOperationAST(document, operationName);
  const query = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !query || !plan.node || hasConditions(document))
    return undefined;
  const { variableDefinitions = [], selectionSet } = operation;
  try {
    const fetch = compileStage(stagesOf(plan.node), schema, sources, keep);
    const shape = objectShape({ schema, fragments: fragmentsOf(document) }, query, selectionSet.selections);
    return async (request) => {
      const { errors } = getVariableValues(schema, variableDefinitions, request.request.variables ?? {});
      if (errors) throw new Detour('variables do not fit');
      const data: Raw = {};
      await fetch(request, data);
      const shaped = shape(data);
      if (!isRaw(shaped)) throw new Detour('nothing');
      return shaped;
    };
  } catch (error) {
    if (error instanceof Detour) return undefined;
    throw error;
  }
};

const compileStage = (stage: Stage, schema: GraphQLSchema, sources: Sources, keep: Keep): Fetch => {
  if (stage.kind === 'ask') return compileFetch(stage.parts, schema, sources, keep);
  const fetches = stage.stages.map((one) => compileStage(one, schema, sources, keep));
  if (stage.kind === 'in order')
    return async (request, data) => {
      for (const fetch of fetches) await fetch(request, data);
    };
  return async (request, data) => {
    const running = fetches.map((fetch) => fetch(request, data));
    try {
      await Promise.all(running);
    } catch (error) {
      // Somebody kept us waiting in vain. Who else does is as late by now, and must have said so before all are asked anew.
      if (!(error instanceof Detour)) await Promise.allSettled(running);
      throw error;
    }
  };
};
