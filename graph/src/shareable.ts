import { Directive } from 'type-graphql';

/** A type that several subgraphs define alike. */
export const Shareable = () => Directive('@shareable');
/** An entity, fetched from its owner by these fields. */
export const Key = (fields: string, resolvable = true) =>
  Directive(resolvable ? `@key(fields: "${fields}")` : `@key(fields: "${fields}", resolvable: false)`);
