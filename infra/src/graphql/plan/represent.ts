import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import { isRaw, type Raw, type Required } from './types.js';

/** What the subgraph needs to know an entity by; undefined where the object lacks it. */
export type Represent = (object: Raw) => Raw | undefined;

export const representing = (schema: GraphQLSchema, selections: Required): Represent => {
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
