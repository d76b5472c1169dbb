import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
  type GraphQLFieldConfigMap,
  type GraphQLFieldResolver,
} from 'graphql';
import type { Caller, Reference, ServiceContext } from './parts.js';

/** What answers `_entities`. */
export type Entities = GraphQLFieldResolver<
  unknown,
  ServiceContext<Caller>,
  { readonly representations: readonly Reference[] }
>;

const ANY = new GraphQLScalarType({ name: '_Any' });

/**
 * The same schema with what federation asks of every subgraph: its entities by reference, and its SDL. The types are those
 * that are there, since to print them and to build others of the text would take longer than to load a service.
 */
export const federated = (plain: GraphQLSchema, answer: Entities, sdl: () => string): GraphQLSchema => {
  const { query, types, ...given } = plain.toConfig();
  const own = query?.toConfig() ?? { name: 'Query', fields: {} };
  const root = new GraphQLObjectType({
    ...own,
    fields: { ...own.fields, ...entities(plain, answer), ...service(sdl) },
  });
  const others = types.filter(({ name }) => name !== own.name);
  return new GraphQLSchema({ ...given, query: root, types: others, assumeValid: true });
};

type Fields = GraphQLFieldConfigMap<unknown, ServiceContext<Caller>>;

const entities = (plain: GraphQLSchema, answer: Entities): Fields => {
  const types = Object.values(plain.getTypeMap()).filter(isObjectType).filter(hasKey);
  if (types.length === 0) return {};
  const entity = new GraphQLUnionType({ name: '_Entity', types, resolveType: (value: Reference) => typeNameOf(value) });
  const representations = { type: listOf(new GraphQLNonNull(ANY)) };
  return {
    _entities: { type: listOf(entity), args: { representations }, resolve: answer },
  };
};

const listOf = <T extends GraphQLUnionType | GraphQLNonNull<GraphQLScalarType>>(type: T) =>
  new GraphQLNonNull(new GraphQLList(type));

const hasKey = ({ astNode }: GraphQLObjectType): boolean =>
  astNode?.directives?.some(({ name }) => name.value === 'key') ?? false;

const typeNameOf = ({ __typename: name }: Reference): string => String(name);

const service = (sdl: () => string): Fields => {
  const type = new GraphQLObjectType({ name: '_Service', fields: { sdl: { type: GraphQLString } } });
  return { _service: { type: new GraphQLNonNull(type), resolve: () => ({ sdl: sdl() }) } };
};
