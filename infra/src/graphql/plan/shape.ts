import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { Detour, isRaw, type Raw } from './types.js';

/** Makes what a client reads of what subgraphs gave: its fields in its order, and nothing that planning added. */
export type Shape = (value: unknown) => unknown;

export interface Shaping {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface ShapedField {
  readonly key: string;
  /** Undefined: a leaf that may be null, given on as it is. */
  readonly shape: Shape | undefined;
}

/** @throws Detour for what is rare: introspection, and keys that plain objects cannot have */
export const objectShape = (shaping: Shaping, type: GraphQLObjectType, selections: readonly SelectionNode[]): Shape => {
  const fields = [...fieldsOf(shaping, type, selections)].map(([key, nodes]) => fieldShape(shaping, type, key, nodes));
  return (value) => {
    if (value === null || value === undefined) return null;
    if (!isRaw(value)) throw new Detour('no object');
    const shaped: Raw = {};
    for (const { key, shape } of fields) {
      const found = value[key];
      shaped[key] = shape ? shape(found) : (found ?? null);
    }
    return shaped;
  };
};

const fieldShape = (
  shaping: Shaping,
  type: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): ShapedField => {
  const name = nodes[0]?.name.value ?? '';
  if (key === '__proto__') throw new Detour(key);
  if (name === '__typename') return { key, shape: () => type.name };
  const field = type.getFields()[name];
  if (!field) throw new Detour(`${type.name}.${name}`);
  return { key, shape: outputShape(shaping, field.type, nodes) };
};

const outputShape = (shaping: Shaping, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape | undefined => {
  if (isNonNullType(type)) return present(outputShape(shaping, type.ofType, nodes));
  if (isListType(type)) return each(outputShape(shaping, type.ofType, nodes));
  if (isLeafType(type)) return undefined;
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  if (isObjectType(type)) return objectShape(shaping, type, selections);
  return abstractShape(shaping, selections);
};

const present =
  (shape: Shape | undefined): Shape =>
  (value) => {
    const shaped = shape ? shape(value) : value;
    if (shaped === null || shaped === undefined) throw new Detour('null where none may be');
    return shaped;
  };

const each =
  (shape: Shape | undefined): Shape =>
  (value) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) throw new Detour('no list');
    return value.map((one: unknown) => (shape ? shape(one) : (one ?? null)));
  };

const abstractShape = (shaping: Shaping, selections: readonly SelectionNode[]): Shape => {
  const shapes = new Map<unknown, Shape>();
  return (value) => {
    if (value === null || value === undefined) return null;
    const name = isRaw(value) ? value['__typename'] : undefined;
    const known = shapes.get(name);
    if (known) return known(value);
    const type = typeof name === 'string' ? shaping.schema.getType(name) : undefined;
    if (!isObjectType(type)) throw new Detour('no type');
    const shape = objectShape(shaping, type, selections);
    shapes.set(name, shape);
    return shape(value);
  };
};

/** The fields that a selection asks of one type, by response key, in order; equal keys are asked together. */
export const fieldsOf = (
  { schema, fragments }: Shaping,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): ReadonlyMap<string, readonly FieldNode[]> => {
  const found = new Map<string, FieldNode[]>();
  const collect = (inner: readonly SelectionNode[]): void => {
    for (const selection of inner) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        found.set(key, [...(found.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment && applies(schema, type, fragment.typeCondition?.name.value))
        collect(fragment.selectionSet.selections);
    }
  };
  collect(selections);
  return found;
};

const applies = (schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean => {
  if (condition === undefined || condition === type.name) return true;
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && schema.isSubType(abstract, type);
};
