import { buildSchema, type GraphQLObjectType } from 'graphql';
import { subgraph } from '@proficio/schema';

/** Everything that can be asked or done, from the committed subgraphs: what has no case in a test's table is found. */
export const rootFields = (type: 'getQueryType' | 'getMutationType'): readonly string[] =>
  (['curriculum', 'assessment', 'progress', 'competency'] as const)
    .flatMap((name) => {
      const schema = buildSchema(subgraph(name), { assumeValidSDL: true });
      const root: GraphQLObjectType | null | undefined = schema[type]();
      return root ? Object.keys(root.getFields()) : [];
    })
    .filter((name) => !name.startsWith('_'));
