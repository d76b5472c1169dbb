/** No prediction is taken for certainty. */
export const clipped = (probability: number): number => Math.min(0.99, Math.max(0.01, probability));
