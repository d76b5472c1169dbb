import {
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { hasConditions } from './document.js';

/** What a subgraph's answer says beside its data where all of that is of types that last. */
export const LASTING = { extensions: { lasting: true } } as const;

export const isLasting = ({ extensions }: { readonly extensions?: object | undefined }): boolean =>
  extensions !== undefined && 'lasting' in extensions && extensions.lasting === true;

/** @throws Error for a name that is no object type's */
export const markLasting = (schema: GraphQLSchema, names: readonly string[]): void => {
  for (const name of names) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is to last and is no object type`);
    type.extensions = { ...type.extensions, lasting: true };
  }
};

/** Tells whether a document asks for entities and for nothing of them that may change; looked at once. */
export const lastingIn = (schema: GraphQLSchema): ((document: DocumentNode) => boolean) => {
  const known = new WeakMap<DocumentNode, boolean>();
  return (document) => {
    const found = known.get(document) ?? asksLasting(schema, document);
    known.set(document, found);
    return found;
  };
};

const asksLasting = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const types = new TypeInfo(schema);
  let lasts = !hasConditions(document);
  const look = (type: GraphQLNamedType | null | undefined, field: string): boolean => {
    if (type === schema.getQueryType()) return field === '_entities';
    return field === '__typename' || (isObjectType(type) && isLasting(type));
  };
  const Field = ({ name }: { readonly name: { readonly value: string } }): void => {
    if (!look(types.getParentType(), name.value)) lasts = false;
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return lasts;
};
