import { z } from 'zod';
import { instant, type Fault } from '@proficio/events';

const SKEW_MS = 10 * 60_000;
const EARLIEST = Date.parse('1900-01-01T00:00:00Z');

/**
 * When something happened, as a caller says: not before 1900. Schemas are made once, since to make one takes longer than
 * to use it, so that they know no present: `futureFaults` looks at the future.
 */
export const happened = instant.refine((value) => Date.parse(value) >= EARLIEST, 'must not be before 1900');

const Dated = z.object({ occurredAt: z.string() });

/** Of input or a row of it, be it faulty otherwise: nothing happens in the future, beyond a skew of ten minutes. */
export const futureFaults = (input: unknown, now: Date): readonly Fault[] => {
  const dated = Dated.safeParse(input);
  const isFuture = Date.parse(dated.data?.occurredAt ?? '') > now.getTime() + SKEW_MS;
  return isFuture ? [{ field: 'occurredAt', reason: 'must not be in the future' }] : [];
};

/**
 * A teller's clock may be ahead of ours: what it says of the coming minutes happened now, so that what is known as of now
 * is all that there is. Both ISO 8601 in UTC.
 */
export const byNow = (occurredAt: string, now: string): string => (occurredAt < now ? occurredAt : now);
