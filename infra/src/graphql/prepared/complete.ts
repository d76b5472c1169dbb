import {
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';
import { fieldsOf } from '../plan/shape.js';
import { Detour } from '../plan/types.js';
import { isPromise, settled, whenAll } from './promises.js';
import { resolvingField } from './resolve.js';
import type { Complete, Preparing } from './types.js';

/** Of a value that is there. */
export const completingObject = (
  preparing: Preparing,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): Complete => {
  if (type.isTypeOf) throw new Detour(`${type.name} tells its own`);
  const fields = [...fieldsOf(preparing, type, selections)].map(([key, nodes]) => fieldOf(preparing, type, key, nodes));
  return (source, running) => {
    const object: Record<string, unknown> = {};
    const pending: Promise<unknown>[] = [];
    try {
      for (const { key, answer } of fields) {
        const value = answer(source, running);
        object[key] = value;
        if (isPromise(value)) pending.push(value.then((settledValue) => (object[key] = settledValue)));
      }
    } catch (error) {
      settled(pending);
      throw error;
    }
    return pending.length > 0 ? whenAll(pending, object) : object;
  };
};

const fieldOf = (preparing: Preparing, type: GraphQLObjectType, key: string, nodes: readonly FieldNode[]) => {
  const name = nodes[0]?.name.value ?? '';
  if (key === '__proto__') throw new Detour(key);
  if (name === '__typename') return { key, answer: () => type.name };
  const field = type.getFields()[name];
  if (!field) throw new Detour(`${type.name}.${name}`);
  const { resolve, info } = resolvingField(preparing, type, field, nodes);
  const complete = completing(preparing, field.type, nodes, info);
  const answer: Complete = (source, running) => {
    const value = resolve(source, running);
    return isPromise(value) ? value.then((found) => complete(found, running)) : complete(value, running);
  };
  return { key, answer };
};

const completing = (
  preparing: Preparing,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  info: GraphQLResolveInfo,
): Complete => {
  if (isNonNullType(type)) return present(completing(preparing, type.ofType, nodes, info));
  if (isListType(type)) return nullable(each(completing(preparing, type.ofType, nodes, info)));
  if (isLeafType(type)) return nullable(leaf(type));
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  if (isObjectType(type)) return nullable(completingObject(preparing, type, selections));
  return nullable(abstract(preparing, type, selections, info));
};

const nullable =
  (complete: Complete): Complete =>
  (value, running) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(value, running);
  };

const present =
  (complete: Complete): Complete =>
  (value, running) => {
    const done = complete(value, running);
    return isPromise(done) ? done.then(there) : there(done);
  };
const there = (value: unknown): unknown => {
  if (value === null) throw new Detour('null where none may be');
  return value;
};

const each =
  (complete: Complete): Complete =>
  (value, running) => {
    if (!Array.isArray(value)) throw new Detour('no list');
    const list: unknown[] = [];
    const pending: Promise<unknown>[] = [];
    try {
      for (const one of value as readonly unknown[]) {
        const place = list.length;
        const done = isPromise(one) ? one.then((found) => complete(found, running)) : complete(one, running);
        list.push(done);
        if (isPromise(done)) pending.push(done.then((settledValue) => (list[place] = settledValue)));
      }
    } catch (error) {
      settled(pending);
      throw error;
    }
    return pending.length > 0 ? whenAll(pending, list) : list;
  };

const leaf =
  (type: GraphQLLeafType): Complete =>
  (value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) throw new Detour(`${type.name} of nothing`);
    return serialized;
  };

const abstract = (
  preparing: Preparing,
  type: GraphQLAbstractType,
  selections: readonly SelectionNode[],
  info: GraphQLResolveInfo,
): Complete => {
  const { schema } = preparing;
  const known = new Map<unknown, Complete>();
  const completingAs = (name: unknown): Complete => {
    const found = typeof name === 'string' ? schema.getType(name) : undefined;
    if (!isObjectType(found) || !schema.isSubType(type, found)) throw new Detour('no type');
    const complete = completingObject(preparing, found, selections);
    known.set(name, complete);
    return complete;
  };
  return (value, running) => {
    const name = type.resolveType ? type.resolveType(value, running.contextValue, info, type) : typenameOf(value);
    if (isPromise(name))
      return name.then((found: unknown) => (known.get(found) ?? completingAs(found))(value, running));
    return (known.get(name) ?? completingAs(name))(value, running);
  };
};

const typenameOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && '__typename' in value ? value.__typename : undefined;
