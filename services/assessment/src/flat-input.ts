import { z } from 'zod';

const withoutNulls = (given: unknown): unknown =>
  typeof given === 'object' && given !== null
    ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
    : given;

/**
 * GraphQL has no unions of inputs: it sends one flat object of all kinds' fields, nulls among them. With strict kinds
 * a field of another kind is told to the caller instead of dropped.
 */
export const flat = <T>(kinds: z.ZodType<T>) => z.preprocess(withoutNulls, kinds);

/** Left out and null are the same to a caller. */
export const orNull = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? null);
