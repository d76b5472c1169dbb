/** Numbers, one after the other, in as little memory as they need. */
export interface Column {
  readonly push: (value: number) => void;
  readonly values: () => Float64Array;
}

export const column = (): Column => {
  let numbers = new Float64Array(1024);
  let length = 0;
  return {
    push: (value) => {
      if (length === numbers.length) {
        const larger = new Float64Array(length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length++] = value;
    },
    values: () => numbers.subarray(0, length),
  };
};
