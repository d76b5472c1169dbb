import type { Fault } from '@proficio/events';

/** Path of the n-th entry of a list. */
type FieldOf = (index: number) => string;

export const keysOf = (list: readonly { readonly key: string }[]): ReadonlySet<string> =>
  new Set(list.map(({ key }) => key));

/** Every entry whose name an earlier one has. */
export const repeated = (names: readonly string[], field: FieldOf): readonly Fault[] => {
  const first = new Map<string, number>();
  return names.flatMap((name, index) => {
    const before = first.get(name);
    if (before !== undefined) return [{ field: field(index), reason: `"${name}" stands at ${field(before)} already` }];
    first.set(name, index);
    return [];
  });
};

/** Every name that nothing has. */
export const unknown = (
  noun: string,
  names: readonly string[],
  known: ReadonlySet<string>,
  field: FieldOf,
): readonly Fault[] =>
  names.flatMap((name, index) =>
    known.has(name) ? [] : [{ field: field(index), reason: `"${name}" is no ${noun} of this framework` }],
  );
