/**
 * To two decimals, half up, as gradebooks print points. 1.005 is a little less than that in binary, so what lies beyond
 * the fifteenth digit is dropped first.
 */
export const roundedHalfUp = (value: number): number => Math.round(Number((value * 100).toPrecision(15))) / 100;
