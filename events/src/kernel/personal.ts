import { z } from 'zod';

declare const clear: unique symbol;

/** A personal value as it is kept: readable only with its subject's key. */
export interface Sealed<T> {
  readonly subject: string;
  /** base64url of nonce, tag and ciphertext (AES-256-GCM over the value's JSON). */
  readonly sealed: string;
  readonly [clear]?: T;
}

/** What a sealed value reads as once its key was destroyed. */
export const ERASED = Symbol('erased');
export type Erased = typeof ERASED;

const marks = z.registry<{ readonly subject: string }>();
const SealedShape = z.strictObject({ subject: z.string(), sealed: z.string() });

/**
 * Marks a top-level field of an event as personal data of the learner whose id stands in the field `subject`.
 * It is written in the clear by `decide` and is sealed in everything that is kept.
 */
export const personal = <T>(subject: string, schema: z.ZodType<T>): z.ZodType<Sealed<T>, T> => {
  const marked = z.union([SealedShape, schema]) as unknown as z.ZodType<Sealed<T>, T>;
  marks.add(marked, { subject });
  return marked;
};

/** A personal field of an event, and the field that names its subject. */
export interface PersonalField {
  readonly field: string;
  readonly subject: string;
}

/** The personal fields of an event's schema, if any. */
export const personalFields = (schema: z.ZodType): readonly PersonalField[] =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape).flatMap(([field, inner]) => {
        const mark = marks.get(bare(inner));
        return mark ? [{ field, subject: mark.subject }] : [];
      })
    : [];

/** The personal fields that stand in the clear in an event's data as it is kept. */
export const inTheClear = (fields: readonly PersonalField[], data: unknown): readonly string[] =>
  fields.flatMap(({ field }) => {
    const value = (data as Readonly<Record<string, unknown>> | null)?.[field] ?? null;
    return value === null || SealedShape.safeParse(value).success ? [] : [field];
  });

const bare = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
