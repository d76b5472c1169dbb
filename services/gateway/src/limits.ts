import {
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { nestsDeeper } from './nesting.js';
import { unfolded } from './operation.js';
import { ROOTS, type Field, type Types } from './types.js';

/** What one operation may ask for; the profile query of the documentation needs a small part of it. */
export interface Limits {
  /** Characters of the document. */
  readonly text: number;
  /** Brackets of any kind within each other, as the document is written. */
  readonly nesting: number;
  /** Fields within fields. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields and fragments: of the operation with fragments unfolded, and of the whole document as it is written. */
  readonly fields: number;
  /** Values: every field as often as pages and lists around it say, and fields that lead back to themselves. */
  readonly cost: number;
}
export const LIMITS: Limits = { text: 50_000, nesting: 100, depth: 15, aliases: 100, fields: 1000, cost: 20_000 };

type Variables = Readonly<Record<string, unknown>>;
type Asked = Omit<Limits, 'text' | 'nesting'>;

const WORDS: Readonly<Record<keyof Limits, string>> = {
  text: 'characters',
  nesting: 'brackets within brackets',
  depth: 'levels of fields',
  aliases: 'aliases',
  fields: 'fields',
  cost: 'values, pages and lists multiplied',
};

const refusal = (what: keyof Limits, limits: Limits): GraphQLError =>
  new GraphQLError(`the operation asks for more than ${limits[what]} ${WORDS[what]}`, {
    extensions: { code: 'GRAPHQL_LIMIT', limit: what, http: { status: 400 } },
  });

/** Refuses a document before it is parsed. */
export const tooLarge = (text: string, limits = LIMITS): GraphQLError | undefined => {
  if (text.length > limits.text) return refusal('text', limits);
  return nestsDeeper(text, limits.nesting) ? refusal('nesting', limits) : undefined;
};

/** Refuses a document for all that is written in it, run or not: validation looks at it all, and at pairs of fields. */
export const tooMuchWritten = (document: DocumentNode, limits = LIMITS): GraphQLError | undefined => {
  let fields = 0;
  visit(document, {
    SelectionSet: ({ selections }) => {
      fields += selections.length;
    },
  });
  return fields > limits.fields ? refusal('fields', limits) : undefined;
};

/** Refuses an operation before it is validated. It looks no further than the first limit passed. */
export const tooMuch = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  types: Types,
  variables: Variables = {},
  limits = LIMITS,
): GraphQLError | undefined => {
  const passed = limitPassed(document, operation, types, variables, limits);
  return passed && refusal(passed, limits);
};

/** Where a walk through an operation is. */
interface Place {
  /** Name of the type. */
  readonly type: string;
  readonly depth: number;
  /** How often it is there. */
  readonly times: number;
  /** Names of the fields around it. */
  readonly around: readonly string[];
}

const limitPassed = (
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
  types: Types,
  variables: Variables,
  limits: Limits,
): keyof Asked | undefined => {
  const asked = { depth: 0, aliases: 0, fields: 0, cost: 0 };
  const walk = (selections: readonly SelectionNode[], place: Place): keyof Asked | undefined => {
    const { type, depth, times, around } = place;
    for (const { field, within, on = type } of unfolded(document, selections)) {
      asked.fields += 1;
      if (field?.alias) asked.aliases += 1;
      if (field) asked.cost += times;
      asked.depth = Math.max(asked.depth, depth);
      const passed = MEASURES.find((measure) => asked[measure] > limits[measure]);
      if (passed) return passed;
      if (!field || within.length === 0) continue;
      const given = types.get(on)?.fields.get(field.name.value);
      const deeper = isOfSchema(field) ? SHALLOW : depth + 1;
      const often = deeper === SHALLOW ? 1 : oftenOf(field, given, around, variables);
      const inside = walk(within, {
        type: given?.type ?? '',
        depth: deeper,
        times: times * often,
        around: [...around, field.name.value],
      });
      if (inside) return inside;
    }
    return undefined;
  };
  return walk(selectionSet.selections, { type: ROOTS[operation], depth: 1, times: 1, around: [] });
};

const MEASURES = ['depth', 'aliases', 'fields', 'cost'] as const;

/** Introspection: validation has rules of its own for how deep that may go. */
const isOfSchema = ({ name }: FieldNode): boolean => name.value.startsWith('__');
const SHALLOW = Number.NEGATIVE_INFINITY;

const LARGEST_PAGE = 100;
const USUAL_PAGE = 20;
/**
 * Lists that come whole are as long as somebody made them, such as two bindings, five domains and thirty skills; whole pages
 * of profiles have two of them within each other, and pass.
 */
const USUAL_LIST = 3;

/** How many of what is within a field there may be, for each of what is around it. */
const oftenOf = (field: FieldNode, given: Field | undefined, around: readonly string[], variables: Variables): number =>
  Math.max(pageOf(field, variables), OF_PAGES.includes(field.name.value) ? 1 : lengthOf(field, given, around));

/** How many a field may give: its page size, or the usual one for a connection that names none. */
const pageOf = (field: FieldNode, variables: Variables): number => {
  const size = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (size === undefined) return isConnection(field) ? USUAL_PAGE : 1;
  const asked = size.kind === Kind.INT ? Number(size.value) : size.kind === Kind.VARIABLE && variables[size.name.value];
  return typeof asked === 'number' && asked >= 1 && asked < LARGEST_PAGE ? asked : LARGEST_PAGE;
};

/** What every page has is there to lead on. */
const OF_PAGES = ['edges', 'node'];

/**
 * A field within one of the same name has come back to where it was, such as the framework of a framework's skills: each
 * time round there is one for each of a list whose length nothing here tells.
 */
const lengthOf = ({ name }: FieldNode, given: Field | undefined, around: readonly string[]): number => {
  if (around.includes(name.value)) return USUAL_PAGE;
  return given?.isList ? USUAL_LIST : 1;
};

const isConnection = ({ selectionSet }: FieldNode): boolean =>
  selectionSet?.selections.some((inner) => inner.kind === Kind.FIELD && inner.name.value === 'edges') ?? false;
