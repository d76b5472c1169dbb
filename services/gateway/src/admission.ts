import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { forbidden, restrictionsOf, type Restriction } from './access.js';
import { operationIn } from './operation.js';
import { LIMITS, tooLarge, tooMuch, tooMuchWritten, type Limits } from './limits.js';
import { typesOf, type Types } from './types.js';

/** An operation as a caller sends it. */
export interface Asked {
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Says no before anything is validated, planned or run. */
export type Admit = (asked: Asked, role: string) => GraphQLError | undefined;

/** Characters of documents that are remembered; the oldest are measured anew. */
const KEPT = 1_000_000;

/** Limits and access for the operations of a supergraph. What depends on the document alone is worked out once. */
export const admission = (supergraph: string, limits = LIMITS, kept = KEPT): Admit => {
  const types = typesOf(parse(supergraph, { noLocation: true }));
  const known = new Map<string, Known>();
  let size = 0;
  const learn = (key: string, query: string, operationName: string | undefined): Known => {
    const learnt = read(query, operationName, types, limits);
    known.set(key, learnt);
    size += key.length;
    for (const oldest of known.keys()) {
      if (size <= kept) break;
      known.delete(oldest);
      size -= oldest.length;
    }
    return learnt;
  };

  return ({ query = '', operationName, variables }, role) => {
    // Its length first, so that no name can make one document look like another.
    const key = `${query.length} ${query}${operationName === undefined ? '' : `:${operationName}`}`;
    const { refusal, restrictions, sized } = known.get(key) ?? learn(key, query, operationName);
    return (
      refusal ??
      forbidden(restrictions, role) ??
      (sized && tooMuch(sized.document, sized.operation, types, variables, limits))
    );
  };
};

interface Known {
  readonly refusal: GraphQLError | undefined;
  readonly restrictions: readonly Restriction[];
  /** Where page sizes stand in variables: then each request is measured. */
  readonly sized: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } | undefined;
}

const read = (query: string, operationName: string | undefined, types: Types, limits: Limits): Known => {
  const refused = (refusal: GraphQLError | undefined): Known => ({ refusal, restrictions: [], sized: undefined });
  const large = tooLarge(query, limits);
  if (large) return refused(large);
  const document = parsed(query);
  // What does not parse is left to validation, which tells where.
  if (!document) return refused(undefined);
  const written = tooMuchWritten(document, limits);
  if (written) return refused(written);
  const operation = operationIn(document, operationName);
  if (!operation) return refused(UNCLEAR);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return refused(NO_SUBSCRIPTIONS);
  const sized = hasPageVariables(document) ? { document, operation } : undefined;
  const measures = sized ? { ...limits, cost: Number.POSITIVE_INFINITY } : limits;
  const refusal = tooMuch(document, operation, types, {}, measures);
  return refusal ? refused(refusal) : { refusal, restrictions: restrictionsOf(types, document, operation), sized };
};

const UNCLEAR = new GraphQLError('operationName must name one operation of the document', {
  extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
});

const NO_SUBSCRIPTIONS = new GraphQLError('subscriptions are not served here; ask again with the query', {
  extensions: { code: 'SUBSCRIPTIONS_NOT_SERVED', http: { status: 400 } },
});

const parsed = (query: string): DocumentNode | undefined => {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return undefined;
  }
};

const hasPageVariables = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, {
    Argument: ({ name, value }) => {
      found ||= name.value === 'first' && value.kind === Kind.VARIABLE;
    },
  });
  return found;
};
