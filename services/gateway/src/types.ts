import { Kind, type ConstDirectiveNode, type DocumentNode, type TypeNode } from 'graphql';

export interface Field {
  /** Name of the type, without lists and `!`. */
  readonly type: string;
  readonly isList: boolean;
  /** Who may ask for it; undefined: everyone. */
  readonly roles: readonly string[] | undefined;
}
export interface Type {
  readonly name: string;
  readonly roles: readonly string[] | undefined;
  readonly fields: ReadonlyMap<string, Field>;
  /** Of an interface: the types that implement it. */
  readonly implementers: readonly string[];
}
export type Types = ReadonlyMap<string, Type>;

export const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** The object types and interfaces of a schema, as far as access and limits are concerned. */
export const typesOf = (schema: DocumentNode): Types => {
  const composite = schema.definitions.filter(
    (definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
  return new Map(
    composite.map(({ name: { value: name }, directives, fields = [] }) => [
      name,
      {
        name,
        roles: rolesIn(directives),
        fields: new Map(
          fields.map(({ name, type, directives: own }) => [
            name.value,
            { type: named(type), isList: isList(type), roles: rolesIn(own) },
          ]),
        ),
        implementers: composite
          .filter(({ interfaces }) => interfaces?.some((one) => one.name.value === name))
          .map((type) => type.name.value),
      },
    ]),
  );
};

const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));

const rolesIn = (directives: readonly ConstDirectiveNode[] | undefined): readonly string[] | undefined => {
  const access = directives?.find(({ name }) => name.value === 'access');
  const roles = access?.arguments?.find(({ name }) => name.value === 'roles')?.value;
  return roles?.kind === Kind.LIST
    ? roles.values.flatMap((role) => (role.kind === Kind.ENUM ? [role.value] : []))
    : undefined;
};
