/** Cuts a stream into lists of at most `size`. */
export async function* inBatches<T>(stream: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const entry of stream) {
    batch.push(entry);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Cuts a list wherever two neighbours are not alike. */
export const inRuns = <T>(list: readonly T[], alike: (a: T, b: T) => boolean): readonly (readonly [T, ...T[]])[] => {
  const runs: [T, ...T[]][] = [];
  for (const entry of list) {
    const run = runs.at(-1);
    if (run && alike(run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
};
