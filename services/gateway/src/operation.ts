import { Kind, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';

/** The operation that runs: the one named, or the only one. Undefined where the choice is not clear. */
export const operationIn = (document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined => {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const chosen = name === undefined ? operations : operations.filter((operation) => operation.name?.value === name);
  return chosen.length === 1 ? chosen[0] : undefined;
};

interface Selected {
  /** Undefined for a fragment, which is told of before what it holds: spreads that hold nothing cost time too. */
  readonly field: FieldNode | undefined;
  readonly within: readonly SelectionNode[];
  /** The type condition nearest around the field, where a fragment names one. */
  readonly on: string | undefined;
}

/** Everything selected, in order, fragments unfolded; a fragment inside itself is left to validation. */
export function* unfolded(
  document: DocumentNode,
  selections: readonly SelectionNode[],
  on?: string,
  open: readonly string[] = [],
): Generator<Selected> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      yield { field: selection, within: selection.selectionSet?.selections ?? [], on };
      continue;
    }
    yield { field: undefined, within: [], on };
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* unfolded(document, selection.selectionSet.selections, selection.typeCondition?.name.value ?? on, open);
      continue;
    }
    const name = selection.name.value;
    const fragment = fragmentIn(document, name);
    if (!fragment || open.includes(name)) continue;
    yield* unfolded(document, fragment.selectionSet.selections, fragment.typeCondition.name.value, [...open, name]);
  }
}

const fragmentIn = (document: DocumentNode, name: string) =>
  document.definitions
    .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    .find((fragment) => fragment.name.value === name);
