import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const scalar = (name: string, description: string, read: (value: unknown) => string) =>
  new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: read,
    parseLiteral: (node) => {
      if (node.kind !== Kind.STRING) throw new GraphQLError(`${name} must be a string`);
      return read(node.value);
    },
  });

/** Where the log stands: opaque, ordered; kept as the decimal text of a bigint. */
export const Position = scalar('Position', 'Opaque, ordered position in the log', (value) => {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return value;
  throw new GraphQLError('Position must be one that a mutation or a query returned', {
    extensions: { code: 'BAD_POSITION' },
  });
});

/** ISO 8601 text, kept as it is: events carry UTC with milliseconds. */
export const DateTime = scalar('DateTime', 'ISO 8601 time with offset, such as 2026-01-31T09:00:00Z', (value) => {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
  throw new GraphQLError('DateTime must be an ISO 8601 time');
});
