import {
  defaultFieldResolver,
  getArgumentValues,
  Kind,
  visit,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { Detour } from '../plan/types.js';
import type { Preparing, Running } from './types.js';

type Resolve = (source: unknown, running: Running) => unknown;
type Arguments = (running: Running) => Record<string, unknown>;

/** A field's resolver with the arguments of its node, and what it is told of where it stands. */
export const resolvingField = (
  preparing: Preparing,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): { readonly resolve: Resolve; readonly info: GraphQLResolveInfo } => {
  const info = infoOf(preparing, type, field, nodes);
  const args = argumentsOf(field, nodes);
  const resolver: GraphQLFieldResolver<unknown, unknown> = field.resolve ?? defaultFieldResolver;
  const resolve: Resolve =
    resolver === defaultFieldResolver
      ? propertyOf(field.name, args, info)
      : (source, running) => resolver(source, args(running), running.contextValue, info);
  return { resolve, info };
};

/** As the library's own default does. */
const propertyOf =
  (name: string, args: Arguments, info: GraphQLResolveInfo): Resolve =>
  (source, running) => {
    if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined;
    const value = (source as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'function'
      ? (value.call(source, args(running), running.contextValue, info) as unknown)
      : value;
  };

/** Where no variable is in them they are the same for all; each resolver has an object of its own to work with. */
const argumentsOf = (field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Arguments => {
  const [node] = nodes;
  if (!node) throw new Detour(field.name);
  if (hasVariables(node)) return ({ variables }) => getArgumentValues(field, node, variables);
  try {
    const values = getArgumentValues(field, node);
    return () => ({ ...values });
  } catch {
    throw new Detour(field.name);
  }
};

const hasVariables = ({ arguments: given = [] }: FieldNode): boolean => {
  let found = false;
  for (const one of given) visit(one, { [Kind.VARIABLE]: () => void (found = true) });
  return found;
};

/** Without what is one request's: nothing of ours looks at its path or variables. */
const infoOf = (
  { schema, operation, fragments }: Preparing,
  parentType: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  fieldNodes: readonly FieldNode[],
): GraphQLResolveInfo => ({
  fieldName: field.name,
  fieldNodes,
  returnType: field.type,
  parentType,
  path: { prev: undefined, key: field.name, typename: parentType.name },
  schema,
  fragments: Object.fromEntries(fragments),
  rootValue: undefined,
  operation,
  variableValues: {},
});
