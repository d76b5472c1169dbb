import { getOperationAST, getVariableValues, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { fragmentsOf, hasConditions } from '../document.js';
import { Detour } from '../plan/types.js';
import { completingObject } from './complete.js';
import type { Running } from './types.js';

/** Runs one query. @throws whatever does not go well: then all of it is left to the library's own executor */
export type Prepared = (contextValue: unknown, variables: Readonly<Record<string, unknown>>) => unknown;

/** Undefined for a mutation, and for what is rare. */
export const prepare = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Prepared | undefined => {
  const operation = getOperationAST(document, operationName);
  const query = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !query || hasConditions(document)) return undefined;
  const { variableDefinitions = [], selectionSet } = operation;
  try {
    const preparing = { schema, operation, fragments: fragmentsOf(document) };
    const complete = completingObject(preparing, query, selectionSet.selections);
    return (contextValue, given) => {
      const { coerced } = getVariableValues(schema, variableDefinitions, given);
      if (!coerced) throw new Detour('variables do not fit');
      const running: Running = { contextValue, variables: coerced };
      return complete(undefined, running);
    };
  } catch (error) {
    if (error instanceof Detour) return undefined;
    throw error;
  }
};
