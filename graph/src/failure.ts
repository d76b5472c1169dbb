import { GraphQLError } from 'graphql';

/** A query that fails says so by `extensions.code`. */
export const failure = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

export const NOT_FOUND = (what: string): GraphQLError => failure('NOT_FOUND', `${what} not found`);
