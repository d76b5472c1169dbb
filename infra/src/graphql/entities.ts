import { isObjectType, type GraphQLSchema } from 'graphql';
import { guarded, rolesOn } from './access.js';
import type { Entities } from './federated.js';
import type { Caller, Parts, Reference, ServiceContext } from './parts.js';

type Resolve = (reference: Reference, context: ServiceContext<Caller>) => unknown;

/**
 * Answers references to a subgraph's entities, at once where they are at hand: Apollo's own resolver makes a promise of
 * each, and a profile brings forty. Who may not see a type gets an error in its place. `types` have the directives.
 */
export const answeringReferences = <C extends Caller>(
  types: GraphQLSchema,
  references: Parts<C>['references'],
): Entities => {
  const resolvers = new Map(
    Object.entries(references).map(([name, reference]) => {
      const type = types.getType(name);
      const roles = isObjectType(type) ? [rolesOn(type)] : [];
      return [name, guarded(name, roles, (_reference, { caller }: ServiceContext<C>) => caller, reference) as Resolve];
    }),
  );
  return (_source, { representations }, context) =>
    representations.map((reference) => entity(reference, resolvers.get(String(reference['__typename'])), context));
};

const entity = (reference: Reference, resolve: Resolve | undefined, context: ServiceContext<Caller>): unknown => {
  const name = String(reference['__typename']);
  if (!resolve) return new Error(`nothing resolves a reference to ${name}`);
  try {
    const found = resolve(reference, context);
    return isPromise(found) ? found.then((value) => typed(value, name)) : typed(found, name);
  } catch (error) {
    return error;
  }
};

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Says its type, as the union of all entities needs to know; once, where the object is kept. */
const typed = (value: unknown, name: string): unknown => {
  if (typeof value !== 'object' || value === null || '__typename' in value) return value;
  if (!Object.isExtensible(value)) return { ...value, __typename: name };
  return Object.defineProperty(value, '__typename', { value: name });
};
