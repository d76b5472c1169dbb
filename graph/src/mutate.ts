import { z } from 'zod';
import { foreignId, instant, Rejection, type CommandMeta, type Fault } from '@proficio/events';
import type { Context } from './context.js';
import { invalidInput, refused, type InvalidInput, type Refused } from './problem.js';

const SKEW_MS = 10 * 60_000;
const EARLIEST = Date.parse('1900-01-01T00:00:00Z');

const notAncient = instant.refine((value) => Date.parse(value) >= EARLIEST, 'must not be before 1900');
const FUTURE = 'must not be in the future';
const isFuture = (value: string, now: Date): boolean => Date.parse(value) > now.getTime() + SKEW_MS;

/** When something happened, as a caller says: not in the future beyond a skew of ten minutes, not before 1900. */
export const happened = (now: Date) => notAncient.refine((value) => !isFuture(value, now), FUTURE);

/** What every mutation's input may carry beside its own fields. Made once: to make a schema takes longer than to use it. */
const Envelope = z.object({ commandId: foreignId.nullish(), occurredAt: notAncient.nullish() });

/**
 * A mutation's frame: input becomes data, or every fault is listed; a rule that says no becomes a problem.
 * `data` is what `schema` gives; commandId and occurredAt go to the command's meta.
 */
export const mutate = async <Data, Result>(
  context: Context,
  schema: z.ZodType<Data>,
  input: unknown,
  run: (data: Data, meta: CommandMeta) => Promise<Result>,
): Promise<Result | InvalidInput | Refused> => {
  const envelope = Envelope.safeParse(input);
  const late = futureFaults(envelope.data?.occurredAt, context.now);
  const data = schema.safeParse(input);
  if (!envelope.success || late.length > 0 || !data.success)
    return invalidInput([...faultsOf(envelope), ...late, ...faultsOf(data)]);
  try {
    return await run(data.data, metaOf(context, envelope.data));
  } catch (error) {
    if (error instanceof Rejection) return refused(error.code, error.message, error.faults);
    throw error;
  }
};

const metaOf = ({ caller, now, newId, correlationId }: Context, given: z.infer<typeof Envelope>): CommandMeta => ({
  tenant: caller.tenant,
  actor: caller.actor,
  occurredAt: given.occurredAt ?? now.toISOString(),
  recordedAt: now.toISOString(),
  commandId: given.commandId ?? newId(),
  correlationId,
});

const futureFaults = (occurredAt: string | null | undefined, now: Date): readonly Fault[] =>
  occurredAt && isFuture(occurredAt, now) ? [{ field: 'occurredAt', reason: FUTURE }] : [];

const faultsOf = ({ error }: z.ZodSafeParseResult<unknown>) =>
  error?.issues.map(({ path, message }) => ({ field: path.join('.') || 'input', reason: message })) ?? [];
