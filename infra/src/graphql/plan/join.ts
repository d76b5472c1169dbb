import {
  Kind,
  print,
  stripIgnoredCharacters,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { FetchNode } from './types.js';

/** What a subgraph is sent: one document, and of each fetch that is in it under which names it asks and is answered. */
export interface Sent {
  readonly query: string;
  readonly document: DocumentNode | undefined;
  readonly operationName: string | undefined;
  /** Variables of the client's that it uses. */
  readonly usages: readonly string[];
  readonly names: readonly { readonly representations: string; readonly entities: string }[];
}

/** Asks for nothing but more of entities, in the plain way of the planner. */
export const isJoinable = (fetch: FetchNode): boolean => entitiesIn(fetch) !== undefined;

/** One fetch as it was planned; of several, a document with the fields of all. */
export const sentFor = (fetches: readonly FetchNode[]): Sent => {
  const [first] = fetches;
  if (!first) throw new Error('nothing is fetched');
  if (fetches.length > 1) return joined(first, fetches);
  return {
    query: first.operation,
    document: first.operationDocumentNode,
    operationName: first.operationName,
    usages: first.variableUsages ?? [],
    names: [{ representations: REPRESENTATIONS, entities: ENTITIES }],
  };
};

const ENTITIES = '_entities';
const REPRESENTATIONS = 'representations';

interface Entities {
  readonly operation: OperationDefinitionNode;
  readonly field: FieldNode;
}

const entitiesIn = ({ requires, operationDocumentNode }: FetchNode): Entities | undefined => {
  const [operation, ...more] = operationDocumentNode?.definitions ?? [];
  if (!requires || operation?.kind !== Kind.OPERATION_DEFINITION || more.length > 0) return undefined;
  const [field, ...others] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== ENTITIES || field.alias || others.length > 0) return undefined;
  return operation.directives?.length ? undefined : { operation, field };
};

const joined = (first: FetchNode, fetches: readonly FetchNode[]): Sent => {
  const usages = [...new Set(fetches.flatMap(({ variableUsages = [] }) => variableUsages))];
  // A name that no client's variable has.
  const own = `${REPRESENTATIONS}${'_'.repeat(Math.max(0, ...usages.map(({ length }) => length)))}_`;
  const names = fetches.map((_, n) => ({ representations: `${own}${n}`, entities: `${ENTITIES}${n}` }));
  const parts = fetches.flatMap((fetch, n) => renamed(entitiesIn(fetch), names[n]));
  const variables = new Map(parts.flatMap(({ variables }) => variables).map((one) => [one.variable.name.value, one]));
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: parts.slice(0, 1).map(({ operation }) => ({
      ...operation,
      variableDefinitions: [...variables.values()],
      selectionSet: { kind: Kind.SELECTION_SET, selections: parts.map(({ field }) => field) },
    })),
  };
  const query = stripIgnoredCharacters(print(document));
  return { query, document, operationName: first.operationName, usages, names };
};

const renamed = (entities: Entities | undefined, names: Sent['names'][number] | undefined) => {
  if (!entities || !names) throw new Error('what is joined asks for entities');
  const { operation, field } = entities;
  const name = { kind: Kind.NAME, value: names.representations } as const;
  const variable = { kind: Kind.VARIABLE, name } as const;
  const variables = (operation.variableDefinitions ?? []).map((one) =>
    one.variable.name.value === REPRESENTATIONS ? { ...one, variable } : one,
  );
  const args = (field.arguments ?? []).map((one) => ({ ...one, value: variable }));
  const alias = { kind: Kind.NAME, value: names.entities } as const;
  return [{ operation, variables, field: { ...field, alias, arguments: args } }];
};
