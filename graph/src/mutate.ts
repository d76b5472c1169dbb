import { z } from 'zod';
import { foreignId, Rejection, type CommandMeta } from '@proficio/events';
import type { Context } from './context.js';
import { byNow, futureFaults, happened } from './happened.js';
import { invalidInput, refused, type InvalidInput, type Refused } from './problem.js';

/** What every mutation's input may carry beside its own fields. */
const Envelope = z.object({ commandId: foreignId.nullish(), occurredAt: happened.nullish() });

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
  const late = futureFaults(input, context.now);
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

const metaOf = ({ caller, now, newId, correlationId }: Context, given: z.infer<typeof Envelope>): CommandMeta => {
  const recordedAt = now.toISOString();
  return {
    tenant: caller.tenant,
    actor: caller.actor,
    occurredAt: byNow(given.occurredAt ?? recordedAt, recordedAt),
    recordedAt,
    commandId: given.commandId ?? newId(),
    correlationId,
  };
};

const faultsOf = ({ error }: z.ZodSafeParseResult<unknown>) =>
  error?.issues.map(({ path, message }) => ({ field: path.join('.') || 'input', reason: message })) ?? [];
