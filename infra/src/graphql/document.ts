import { Kind, visit, type DocumentNode } from 'graphql';

export const fragmentsOf = (document: DocumentNode) =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** Fields that come or go with a variable are left to the gateway's own executor. */
export const hasConditions = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, { Directive: () => void (found = true) });
  return found;
};
