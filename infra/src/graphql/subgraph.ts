import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  isAbstractType,
  isEnumType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { ACCESS, guarded, rolesOn } from './access.js';
import { answerReferences } from './entities.js';
import type { Caller, Parts, ServiceContext } from './parts.js';
import { printSubgraph } from './print.js';

export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

/**
 * A service's classes as a federated schema that checks `@access` by itself, entity references included.
 * `words`: SDL of the directive `@access` and of the enum it names.
 */
export const subgraphOf = <C extends Caller>(
  { name, resolvers, references }: Pick<Parts<C>, 'name' | 'resolvers' | 'references'>,
  words: string,
): Subgraph => {
  // A subgraph that only extends others' entities has no query of its own; federation checks the whole.
  const plain = buildSchemaSync({ resolvers, orphanedTypes: extendedBy(resolvers), validate: false, skipCheck: true });
  const sdl = printSubgraph(plain, ACCESS, words);
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolversOf(plain) } as SchemaModule);
  answerReferences(schema, { types: plain, references });
  return { name, sdl, schema };
};

/** The classes that resolvers add fields to: another subgraph's entity may be reached by reference alone. */
const extendedBy = (resolvers: Parts<Caller>['resolvers']) => {
  const { fieldResolvers, resolverClasses } = getMetadataStorage();
  const adding = new Set(fieldResolvers.filter(({ kind }) => kind === 'external').map(({ target }) => target));
  return resolverClasses
    .filter(({ target }) => adding.has(target) && resolvers.includes(target))
    .map(({ getObjectType }) => getObjectType());
};

type SchemaModule = Parameters<typeof buildSubgraphSchema>[0];
type Resolve = GraphQLFieldResolver<unknown, ServiceContext<Caller>>;

/** What type-graphql made of the classes, by type name, in the shape that the federated schema takes. */
const resolversOf = (schema: GraphQLSchema) =>
  Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type): [string, Record<string, unknown>][] => {
        if (isObjectType(type)) return [[type.name, fieldsOf(type)]];
        if (isAbstractType(type)) return [[type.name, { __resolveType: type.resolveType }]];
        if (isEnumType(type))
          return [[type.name, Object.fromEntries(type.getValues().map(({ name, value }) => [name, value]))]];
        if (!isScalarType(type) || isSpecifiedScalarType(type)) return [];
        const { serialize, parseValue, parseLiteral } = type;
        return [[type.name, { serialize, parseValue, parseLiteral }]];
      }),
  );

const fieldsOf = (type: GraphQLObjectType<unknown, ServiceContext<Caller>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.values(type.getFields()).map((field): [string, Resolve] => {
      const resolve: Resolve = field.resolve ?? defaultFieldResolver;
      const roles = [rolesOn(type), rolesOn(field)];
      const coordinate = `${type.name}.${field.name}`;
      return [field.name, guarded(coordinate, roles, (_source, _args, { caller }) => caller, resolve)];
    }),
  );
