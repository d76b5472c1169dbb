import { handle, Rejection, type CommandMeta, type EventStore, type Fault, type Kernel } from '@proficio/events';
import { futureFaults, type Context } from '@proficio/graph';
import { newestVersions } from '../publications/look-up.js';
import { bindingsOf, commandOf } from './command-of.js';
import { Row, type KnownFramework, type RecognitionCommand } from './commands.js';
import { inOrder } from './in-order.js';
import { recognition } from './recognition.js';

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

/** Takes each row by itself; what they write stands in the log in the order of the rows. */
export const takeRows = async (
  context: Context,
  rows: readonly unknown[],
  meta: CommandMeta,
): Promise<readonly RowAnswer[]> => {
  const parsed = rows.map((row) => parse(row, context.now));
  const frameworks = await knownFrameworks(
    context,
    parsed.flatMap(({ data }) => (data ? bindingsOf(data).map(({ framework }) => framework) : [])),
  );
  const asked = await Promise.all(
    parsed.map(({ data, faults }, index) =>
      data ? commandOf(context, data, meta, index, frameworks) : refusedRow('INVALID_INPUT', faults),
    ),
  );
  await ensureKeys(context, asked);
  const { kernel } = context;
  const take = async (one: RecognitionCommand | RefusedRow, events: EventStore): Promise<RowAnswer> =>
    'status' in one ? one : takeRow({ ...kernel, events }, one);
  const answers: RowAnswer[] = [];
  for (let start = 0; start < asked.length; start += AT_ONCE)
    answers.push(...(await inOrder(kernel.events, asked.slice(start, start + AT_ONCE), take)));
  return answers.map((answer, index) => asSent(answer, parsed[index]?.data));
};

/** The row, or its faults. */
const parse = (row: unknown, now: Date): { readonly data?: Row; readonly faults: readonly Fault[] } => {
  const { data, error } = Row.safeParse(row);
  const unreadable = error?.issues.map(({ path, message }) => ({ field: path.join('.'), reason: message })) ?? [];
  const faults = [...unreadable, ...futureFaults(row, now)];
  return data && faults.length === 0 ? { data, faults } : { faults };
};

/** All that are missing in one commit: made row by row, each would cost one. */
const ensureKeys = async (
  { kernel: { keys }, caller: { tenant } }: Context,
  asked: readonly (RecognitionCommand | RefusedRow)[],
): Promise<void> => {
  const learners = new Set(asked.flatMap((one) => ('status' in one ? [] : one.data.learner)));
  await Promise.all([...learners].map((learner) => keys.ensure(tenant, learner)));
};

const knownFrameworks = async (
  { read, caller }: Context,
  named: readonly string[],
): Promise<ReadonlyMap<string, KnownFramework>> => {
  const published = await newestVersions(read, caller.tenant, [...new Set(named)]);
  return new Map(published.map(({ framework, cuts, skills }) => [framework, { cuts, skills: new Set(skills) }]));
};

const takeRow = async (kernel: Kernel, command: RecognitionCommand): Promise<RowAnswer> => {
  try {
    const id = command.data.recognition;
    const { events, position } = await handle(kernel, recognition, id, command, async () => command);
    return { status: 'taken', recognition: id, wrote: events.at(-1)?.type ?? null, position };
  } catch (error) {
    if (error instanceof Rejection) return refusedRow(error.code, error.faults);
    throw error;
  }
};

const refusedRow = (code: string, faults: readonly Fault[]): RefusedRow => ({ status: 'refused', code, faults });

/** Who names one skill sent no bindings. */
const asSent = (answer: RowAnswer, row: Row | undefined): RowAnswer => {
  if (answer.status === 'taken' || row === undefined || row.bindings) return answer;
  const faults = answer.faults.map(({ field, reason }) => ({
    field: field.replace(/^bindings\.0\./, '').replace(/^bindings$/, 'skill'),
    reason,
  }));
  return { ...answer, faults };
};
