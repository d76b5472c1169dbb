import {
  getOperationAST,
  getVariableValues,
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { compileFetch, type Fetch } from './fetch.js';
import { objectShape } from './shape.js';
import { Detour, isRaw, type PlanNode, type QueryPlan, type Raw, type Request, type Sources } from './types.js';

/** Runs a planned query for one request. @throws Detour where anything does not go well */
export type Run = (request: Request) => Promise<Raw>;

type Step = (request: Request, objects: readonly Raw[]) => Promise<void>;

/** Everything about a plan that is the same for every request, worked out once; undefined for what is rare. */
export const compile = (
  plan: QueryPlan,
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
  sources: Sources,
): Run | undefined => {
  const operation = getOperationAST(document, operationName);
  const query = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !query || !plan.node || hasConditions(document))
    return undefined;
  const { variableDefinitions = [], selectionSet } = operation;
  try {
    const step = compileNode(plan.node, schema, sources);
    const shape = objectShape({ schema, fragments: fragmentsOf(document) }, query, selectionSet.selections);
    return async (request) => {
      const { errors } = getVariableValues(schema, variableDefinitions, request.request.variables ?? {});
      if (errors) throw new Detour('variables do not fit');
      const data: Raw = {};
      await step(request, [data]);
      const shaped = shape(data);
      if (!isRaw(shaped)) throw new Detour('nothing');
      return shaped;
    };
  } catch (error) {
    if (error instanceof Detour) return undefined;
    throw error;
  }
};

const fragmentsOf = (document: DocumentNode) =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** Fields that come or go with a variable are left to the gateway's own executor. */
const hasConditions = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, { Directive: () => void (found = true) });
  return found;
};

const compileNode = (node: PlanNode, schema: GraphQLSchema, sources: Sources): Step => {
  const steps = (nodes: readonly PlanNode[]) => nodes.map((one) => compileNode(one, schema, sources));
  switch (node.kind) {
    case 'Fetch': {
      const fetch: Fetch = compileFetch(node, schema, sources);
      return fetch;
    }
    case 'Sequence': {
      const inOrder = steps(node.nodes);
      return async (request, objects) => {
        for (const step of inOrder) await step(request, objects);
      };
    }
    case 'Parallel': {
      const together = steps(node.nodes);
      return async (request, objects) => {
        await Promise.all(together.map((step) => step(request, objects)));
      };
    }
    case 'Flatten': {
      const [step] = steps([node.node]);
      const path = node.path.map(String);
      return async (request, objects) => {
        const found: Raw[] = [];
        for (const object of objects) find(object, path, 0, found);
        if (found.length > 0) await step?.(request, found);
      };
    }
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new Detour(node.kind);
  }
};

/** Finds the objects at a path; `@` stands for every entry of a list. */
const find = (value: unknown, path: readonly string[], from: number, found: Raw[]): void => {
  if (value === null || value === undefined) return;
  const element = path[from];
  if (element === '@') {
    if (Array.isArray(value)) for (const one of value) find(one, path, from + 1, found);
  } else if (isRaw(value)) {
    if (element === undefined) found.push(value);
    else find(value[element], path, from + 1, found);
  }
};
