import {
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';

const FEDERATION = 'https://specs.apollo.dev/federation/v2.9';
const IMPORTS = ['@composeDirective', '@external', '@key', '@provides', '@requires', '@shareable'];

/** Links federation, and a directive of our own that the composed graph keeps. */
const linked = (directive: string): string => `
  extend schema
    @link(url: "${FEDERATION}", import: ${JSON.stringify(IMPORTS)})
    @link(url: "https://proficio.example/${directive}/v1.0", import: ["@${directive}"])
    @composeDirective(name: "@${directive}")`;

interface Directed {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

/**
 * SDL of a subgraph, sorted, with the directives that graphql-js leaves out of what it prints.
 * `words` defines our directive and the types it names.
 */
export const printSubgraph = (schema: GraphQLSchema, directive: string, words: string): string => {
  const sorted = lexicographicSortSchema(schema);
  const printed = visit(parse(printSchema(sorted), { noLocation: true }), {
    ObjectTypeDefinition: (node) => {
      const type = sorted.getType(node.name.value);
      if (!type || !('getFields' in type)) return undefined;
      const fields = type.getFields();
      return {
        ...node,
        directives: [...(node.directives ?? []), ...directivesOf(type)],
        fields: (node.fields ?? []).map((field) => ({
          ...field,
          directives: [...(field.directives ?? []), ...directivesOf(fields[field.name.value])],
        })),
      };
    },
  });
  const own = parse(words, { noLocation: true }).definitions.filter(
    (definition) =>
      definition.kind === Kind.DIRECTIVE_DEFINITION ||
      !('name' in definition) ||
      !sorted.getType(definition.name?.value ?? ''),
  );
  return print({
    ...printed,
    definitions: [...parse(linked(directive), { noLocation: true }).definitions, ...own, ...printed.definitions],
  });
};

const directivesOf = (directed: Directed | undefined): readonly ConstDirectiveNode[] =>
  directed?.astNode?.directives ?? [];
