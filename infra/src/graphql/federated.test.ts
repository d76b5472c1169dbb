import { buildSubgraphSchema } from '@apollo/subgraph';
import { getNamedType, lexicographicSortSchema, parse, printType, type GraphQLSchema } from 'graphql';
import { SERVICES, subgraphsOf } from '../../../services/academy/src/services.js';

/** Every type by its name, as it is printed. */
const typesOf = (schema: GraphQLSchema): ReadonlyMap<string, string> =>
  new Map(Object.values(lexicographicSortSchema(schema).getTypeMap()).map((type) => [type.name, printType(type)]));
/** Types that directives alone name, which nobody can ask for. */
const ofDirectives = (schema: GraphQLSchema): ReadonlySet<string> =>
  new Set(schema.getDirectives().flatMap(({ args }) => args.map(({ type }) => getNamedType(type).name)));

test.each(subgraphsOf(SERVICES))(
  '$name has the types that the library of federation makes of its SDL',
  ({ sdl, schema }) => {
    const made = buildSubgraphSchema({ typeDefs: parse(sdl) });
    const [ours, theirs] = [typesOf(schema), typesOf(made)];
    const shared = [...theirs].filter(([name]) => ours.has(name) || !ofDirectives(made).has(name));
    expect(new Map([...ours].sort())).toEqual(new Map(shared.sort()));
  },
);
