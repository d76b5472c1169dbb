import type { OperationDefinitionNode } from 'graphql';
import type { Shaping } from '../plan/shape.js';

/** What is the same for every request. */
export interface Preparing extends Shaping {
  readonly operation: OperationDefinitionNode;
}
/** What is one request's. */
export interface Running {
  readonly contextValue: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}
/** Makes what is answered of what was resolved, or a promise of it. @throws whatever does not go well */
export type Complete = (value: unknown, running: Running) => unknown;
