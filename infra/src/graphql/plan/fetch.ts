import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import { Detour, isRaw, type FetchNode, type Raw, type Request, type Required, type Sources } from './types.js';

/** Asks one subgraph for more of the objects given, and adds what it says to them. */
export type Fetch = (request: Request, objects: readonly Raw[]) => Promise<void>;

/** @throws Detour for a fetch that changes what it sends or gets */
export const compileFetch = (node: FetchNode, schema: GraphQLSchema, sources: Sources): Fetch => {
  const { serviceName, requires, variableUsages = [], inputRewrites, outputRewrites, contextRewrites } = node;
  const source = sources[serviceName];
  if (!source || [inputRewrites, outputRewrites, contextRewrites].some((rewrites) => rewrites?.length))
    throw new Detour(serviceName);
  const send = async (request: Request, extra: Raw): Promise<Raw> => {
    const { data, errors } = await source.process({
      kind: INCOMING,
      request: { query: node.operation, variables: { ...used(request, variableUsages), ...extra }, ...named(node) },
      incomingRequestContext: request,
      context: request.context,
      ...(node.operationDocumentNode && { document: node.operationDocumentNode }),
    });
    if (errors?.length || !isRaw(data)) throw new Detour('a subgraph reports errors');
    return data;
  };
  if (!requires)
    return async (request, objects) => {
      const data = await send(request, {});
      for (const object of objects) merge(object, data);
    };
  const represent = representing(schema, requires);
  return async (request, objects) => {
    const [asked, representations]: [Raw[], Raw[]] = [[], []];
    for (const object of objects) {
      const representation = represent(object);
      if (!representation?.['__typename']) continue;
      asked.push(object);
      representations.push(representation);
    }
    if (asked.length === 0) return;
    const { _entities: entities } = await send(request, { representations });
    if (!Array.isArray(entities) || entities.length !== asked.length) throw new Detour('entities are missing');
    asked.forEach((object, index) => merge(object, entities[index]));
  };
};

/** The gateway's enum is none for values that are compared as text. */
const INCOMING = 'incoming operation' as Parameters<Sources[string]['process']>[0]['kind'] & 'incoming operation';

const named = ({ operationName }: FetchNode) => (operationName === undefined ? {} : { operationName });

const used = ({ request: { variables = {} } }: Request, names: readonly string[]): Raw => {
  const found: Raw = {};
  for (const name of names)
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) found[name] = variables[name];
  return found;
};

type Represent = (object: Raw) => Raw | undefined;

/** What the subgraph needs to know an entity by; undefined where the object lacks it. */
const representing = (schema: GraphQLSchema, selections: Required): Represent => {
  const parts = selections.map((selection): ((object: Raw, into: Raw) => boolean) => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      const inner = representing(schema, selection.selections);
      return (object, into) => {
        if (typeCondition !== undefined && isOf(schema, object, typeCondition)) Object.assign(into, inner(object));
        return true;
      };
    }
    const { name, alias = name, selections: within } = selection;
    const inner = within && nested(representing(schema, within));
    return (object, into) => {
      const value = object[alias];
      if (value === undefined) return false;
      into[alias] = inner ? inner(value) : value;
      return true;
    };
  });
  return (object) => {
    const representation: Raw = {};
    return parts.every((part) => part(object, representation)) ? representation : undefined;
  };
};

const nested = (represent: Represent) => {
  const of = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(of);
    return isRaw(value) ? (represent(value) ?? null) : value;
  };
  return of;
};

const isOf = (schema: GraphQLSchema, { __typename: name }: Raw, condition: string): boolean => {
  if (name === condition) return true;
  const [type, abstract] = [schema.getType(String(name)), schema.getType(condition)];
  return isObjectType(type) && isAbstractType(abstract) && schema.isSubType(abstract, type);
};

/** Adds what is new, in depth; lists of equal length are taken for the same list. */
const merge = (target: Raw, source: unknown): void => {
  if (!isRaw(source)) return;
  for (const key in source) {
    const [known, added] = [target[key], source[key]];
    if (isRaw(known) && isRaw(added)) merge(known, added);
    else if (Array.isArray(known) && Array.isArray(added) && known.length === added.length) mergeLists(known, added);
    else if (added !== undefined) target[key] = added;
  }
};

const mergeLists = (target: unknown[], source: readonly unknown[]): void =>
  source.forEach((added, index) => {
    const known = target[index];
    if (isRaw(known) && isRaw(added)) merge(known, added);
    else target[index] = added;
  });
