import 'reflect-metadata';
import { defaultFieldResolver, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { ACCESS, guarded, rolesOn } from './access.js';
import { answeringReferences } from './entities.js';
import { federated } from './federated.js';
import { markLasting } from './lasting.js';
import type { Caller, Parts, ServiceContext } from './parts.js';
import { printSubgraph } from './print.js';

export interface Subgraph {
  readonly name: string;
  /** Printed when it is asked for, which a running service is by nobody. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

/**
 * A service's classes as a federated schema that checks `@access` by itself, entity references included.
 * `words`: SDL of the directive `@access` and of the enum it names.
 */
export const subgraphOf = <C extends Caller>(
  { name, resolvers, references, lasting }: Pick<Parts<C>, 'name' | 'resolvers' | 'references' | 'lasting'>,
  words: string,
): Subgraph => {
  // A subgraph that only extends others' entities has no query of its own; federation checks the whole.
  const plain = buildSchemaSync({ resolvers, orphanedTypes: extendedBy(resolvers), validate: false, skipCheck: true });
  const sdl = (): string => printSubgraph(plain, ACCESS, words);
  for (const type of Object.values(plain.getTypeMap())) if (isObjectType(type)) guardFields(type);
  const schema = federated(plain, answeringReferences(plain, references), sdl);
  markLasting(schema, lasting ?? []);
  return {
    name,
    schema,
    get sdl() {
      return sdl();
    },
  };
};

/** The classes that resolvers add fields to: another subgraph's entity may be reached by reference alone. */
const extendedBy = (resolvers: Parts<Caller>['resolvers']) => {
  const { fieldResolvers, resolverClasses } = getMetadataStorage();
  const adding = new Set(fieldResolvers.filter(({ kind }) => kind === 'external').map(({ target }) => target));
  return resolverClasses
    .filter(({ target }) => adding.has(target) && resolvers.includes(target))
    .map(({ getObjectType }) => getObjectType());
};

/** Asks who may before it resolves, where not everyone may. */
const guardFields = (type: GraphQLObjectType<unknown, ServiceContext<Caller>>): void => {
  for (const field of Object.values(type.getFields())) {
    const roles = [rolesOn(type), rolesOn(field)];
    const coordinate = `${type.name}.${field.name}`;
    const resolve = field.resolve ?? defaultFieldResolver;
    const asked = guarded(coordinate, roles, (_source, _args, { caller }) => caller, resolve);
    if (asked !== resolve) field.resolve = asked;
  }
};
