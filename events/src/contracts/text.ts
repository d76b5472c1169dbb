import { z } from 'zod';

/** Text a person may write: no NUL byte, no lone surrogate, at most `max` characters, not only blanks. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.trim() !== '', 'must not be blank')
    .refine((value) => !value.includes('\0'), 'must not contain a NUL byte')
    .refine((value) => value.isWellFormed(), 'must not contain a lone surrogate');

/** The same, and may be empty. */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\0'), 'must not contain a NUL byte')
    .refine((value) => value.isWellFormed(), 'must not contain a lone surrogate');

/** Key that curators choose: stable across versions, part of ids and URLs. */
export const key = z
  .string()
  .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, 'must be lower-case words joined by - . or _')
  .max(100);

/** Id that another system chose. */
export const foreignId = text(200);

/** How an identity provider names itself, or a person: what a person's id is made from. */
export const identity = text(500);

/** Pseudonymous person id. */
export const personKey = z.string().regex(/^[0-9a-f]{32}$/, 'must be a learner id of 32 hex digits');

/** ISO 8601 with offset; kept in UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());

/** An http(s) link. The URL parser lets a NUL byte and a lone surrogate through, so they are refused here. */
export const link = z
  .url({ protocol: /^https?$/, error: 'must be an http or https link' })
  .max(2000)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL byte')
  .refine((value) => value.isWellFormed(), 'must not contain a lone surrogate');

/** A number as the log keeps it: JSON has no -0, and 0 that comes later is the same. */
export const number = z.number().overwrite((value) => value + 0);

/** A number from 0 to 1, ends included. */
export const fraction = number.min(0).max(1);
