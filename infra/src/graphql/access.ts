import { GraphQLError, Kind, type ConstDirectiveNode } from 'graphql';
import type { Caller } from './parts.js';

/** The directive by which a field or type says who may ask for it. */
export const ACCESS = 'access';

interface Directed {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}
export type Roles = ReadonlySet<string>;

/** The roles named on a type or field; undefined where it is open to all. */
export const rolesOn = ({ astNode }: Directed): Roles | undefined => {
  const access = astNode?.directives?.find(({ name }) => name.value === ACCESS);
  const roles = access?.arguments?.find(({ name }) => name.value === 'roles')?.value;
  if (roles?.kind !== Kind.LIST) return undefined;
  return new Set(roles.values.flatMap((role) => (role.kind === Kind.ENUM ? [role.value] : [])));
};

/** The same function behind a check of the caller's role; the function itself where nothing is restricted. */
export const guarded = <Args extends readonly unknown[], Result>(
  coordinate: string,
  rules: readonly (Roles | undefined)[],
  callerOf: (...args: Args) => Caller,
  work: (...args: Args) => Result,
): ((...args: Args) => Result) => {
  const all = rules.filter((roles) => roles !== undefined);
  if (all.length === 0) return work;
  return (...args) => {
    const { role } = callerOf(...args);
    if (all.every((roles) => roles.has(role))) return work(...args);
    throw new GraphQLError(`${coordinate} is not for ${role}`, { extensions: { code: 'FORBIDDEN', coordinate } });
  };
};
