import { derivedId, handle, personId, Rejection, type CommandMeta, type Fault } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { newestVersions } from '../publications/look-up.js';
import { Row, type KnownFramework, type RecognitionCommand } from './commands.js';
import { OtherTime, recognition } from './recognition.js';

/** A row that was taken, with the type of the event it wrote, or null when there was nothing to do. */
interface TakenRow {
  readonly status: 'taken';
  readonly recognition: string;
  readonly wrote: 'PriorLearningRecognised' | 'PriorLearningCorrected' | null;
  readonly position: bigint;
}
interface RefusedRow {
  readonly status: 'refused';
  readonly code: string;
  readonly faults: readonly Fault[];
}
export type RowAnswer = TakenRow | RefusedRow;

/** Rows under way at once: enough to share commits, few enough to keep memory flat. */
const AT_ONCE = 256;

/** Takes each row by itself, those of one stream in their order. */
export const takeRows = async (
  context: Context,
  rows: readonly unknown[],
  meta: CommandMeta,
): Promise<readonly RowAnswer[]> => {
  const schema = Row(context.now);
  const parsed = rows.map((row) => schema.safeParse(row));
  const frameworks = await knownFrameworks(
    context,
    parsed.flatMap(({ data }) => (data ? bindingsOf(data).map(({ framework }) => framework) : [])),
  );
  const answers: RowAnswer[] = [];
  for (let start = 0; start < parsed.length; start += AT_ONCE) {
    const chunk = parsed.slice(start, start + AT_ONCE).map(({ data, error }, index) =>
      data
        ? takeRow(context, data, metaOf(data, meta), start + index, frameworks)
        : refusedRow(
            'INVALID_INPUT',
            error.issues.map(({ path, message }) => ({ field: path.join('.'), reason: message })),
          ),
    );
    answers.push(...(await Promise.all(chunk)));
  }
  return answers;
};

const bindingsOf = ({ bindings, framework, skill }: Row) =>
  bindings ?? (framework && skill ? [{ framework, skill, share: 1 }] : []);

const knownFrameworks = async (
  { read, caller }: Context,
  named: readonly string[],
): Promise<ReadonlyMap<string, KnownFramework>> => {
  const published = await newestVersions(read, caller.tenant, [...new Set(named)]);
  return new Map(published.map(({ framework, cuts, skills }) => [framework, { cuts, skills: new Set(skills) }]));
};

/** Content tells repeats of a source's rows; the command id those of a row that has no source. */
const metaOf = ({ occurredAt, source }: Row, meta: CommandMeta): CommandMeta => ({
  ...meta,
  occurredAt: occurredAt ?? meta.occurredAt,
  commandId: source ? null : meta.commandId,
});

const takeRow = async (
  context: Context,
  row: Row,
  meta: CommandMeta,
  index: number,
  frameworks: ReadonlyMap<string, KnownFramework>,
): Promise<RowAnswer> => {
  try {
    const data = await dataOf(context, row, meta, index);
    const command = {
      type: 'RecognisePriorLearning',
      subject: data.learner,
      data,
      meta,
      found: { frameworks },
    } as const;
    const { events, position } = await recognise(context, command);
    return { status: 'taken', recognition: data.recognition, wrote: events.at(-1)?.type ?? null, position };
  } catch (error) {
    if (error instanceof Rejection) return refusedRow(error.code, error.faults);
    throw error;
  }
};

const refusedRow = (code: string, faults: readonly Fault[]): RefusedRow => ({ status: 'refused', code, faults });

const dataOf = async (
  { kernel }: Context,
  row: Row,
  meta: CommandMeta,
  index: number,
): Promise<RecognitionCommand['data']> => {
  const { issuer, subject, level, score, maximum, note } = row;
  const { tenant, actor, commandId } = meta;
  const learner = row.learner ?? (await personId(kernel.keys, tenant, issuer ?? '', subject ?? ''));
  const source = row.source ?? 'manual';
  const sourceId = row.sourceId ?? derivedId(tenant, source, actor, commandId ?? '', index);
  return {
    recognition: derivedId(tenant, 'recognition', source, sourceId),
    learner,
    source,
    sourceId,
    bindings: bindingsOf(row),
    score: typeof score === 'number' ? score / (maximum ?? 1) : null,
    level: level ?? null,
    note: note ?? null,
  };
};

/** A correction is sent once more with the time of what it corrects. */
const recognise = async ({ kernel }: Context, command: RecognitionCommand) => {
  const send = (occurredAt: string) => {
    const timed = { ...command, meta: { ...command.meta, occurredAt } };
    return handle(kernel, recognition, command.data.recognition, timed, async () => timed);
  };
  try {
    return await send(command.meta.occurredAt);
  } catch (error) {
    if (error instanceof OtherTime) return send(error.occurredAt);
    throw error;
  }
};
