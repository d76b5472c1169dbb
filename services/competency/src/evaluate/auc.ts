/**
 * The chance that of two rows the right one is predicted to be more likely, ties counting half: the area under the ROC
 * curve. Null where one of the two classes is empty. Sorts both arrays.
 */
export const areaUnderCurve = (yes: Float64Array, no: Float64Array): number | null => {
  if (yes.length === 0 || no.length === 0) return null;
  yes.sort();
  no.sort();
  let [below, upTo, won] = [0, 0, 0];
  for (const predicted of yes) {
    while (below < no.length && (no[below] ?? 0) < predicted) below++;
    while (upTo < no.length && (no[upTo] ?? 0) <= predicted) upTo++;
    won += (below + upTo) / 2;
  }
  return won / yes.length / no.length;
};
