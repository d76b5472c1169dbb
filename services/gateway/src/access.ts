import { GraphQLError, type DocumentNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { unfolded } from './operation.js';
import { ROOTS, type Type, type Types } from './types.js';

/** A field that not every role may ask for, by its coordinate such as `Query.items`. */
export interface Restriction {
  readonly coordinate: string;
  readonly roles: readonly string[];
}

/** The first field that the role may not ask for, as an error that names it. */
export const forbidden = (restrictions: readonly Restriction[], role: string): GraphQLError | undefined => {
  const found = restrictions.find(({ roles }) => !roles.includes(role));
  return (
    found &&
    new GraphQLError(`${found.coordinate} is for ${found.roles.join(', ')}`, {
      extensions: { code: 'FORBIDDEN', coordinate: found.coordinate, http: { status: 403 } },
    })
  );
};

/** The restricted fields that an operation names, by the `@access` of the types; the same for every caller. */
export const restrictionsOf = (
  types: Types,
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
): readonly Restriction[] => {
  const found = new Map<string, Restriction>();
  const walk = (selections: readonly SelectionNode[], around: string): void => {
    for (const { field, within, on } of unfolded(document, selections, around)) {
      const parent = types.get(on ?? around);
      if (!field || !parent) continue;
      for (const type of [parent, ...parent.implementers.flatMap((name) => types.get(name) ?? [])])
        for (const restriction of ownRestrictions(type, field.name.value))
          found.set(restriction.coordinate, restriction);
      const inner = parent.fields.get(field.name.value)?.type;
      if (inner !== undefined) walk(within, inner);
    }
  };
  walk(selectionSet.selections, ROOTS[operation]);
  return [...found.values()];
};

/** That of its whole type, and its own. */
const ownRestrictions = ({ name, roles, fields }: Type, fieldName: string): readonly Restriction[] => {
  const field = fields.get(fieldName);
  if (!field) return [];
  return [
    ...(roles ? [{ coordinate: name, roles }] : []),
    ...(field.roles ? [{ coordinate: `${name}.${fieldName}`, roles: field.roles }] : []),
  ];
};
