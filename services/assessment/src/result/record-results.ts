import { z } from 'zod';
import {
  derivedId,
  handle,
  personId,
  Rejection,
  type CommandMeta,
  type Fault,
  type ItemContent,
} from '@proficio/events';
import type { Context } from '@proficio/graph';
import { itemsOf } from '../bank/items-of.js';
import { ResultRow, type ResultCommand } from './commands.js';
import { result } from './result.js';

export const STATUSES = ['RECORDED', 'UNCHANGED', 'CORRECTED', 'REFUSED'] as const;

/** What became of one row. Faults name fields of the row. */
export interface RowOutcome {
  readonly status: (typeof STATUSES)[number];
  /** Why it was refused. */
  readonly code: string | null;
  readonly faults: readonly Fault[];
  /** Where the row's own events end; undefined for a refused one. */
  readonly position?: bigint;
}
interface Row extends ResultRow {
  readonly index: number;
}

/** Rows in flight together: they share a transaction, so a call costs few flushes of the disk. */
const AT_ONCE = 256;

/** Rows are answered one by one, in their order, and one that is refused keeps no other from being recorded. */
export const recordResults = async (
  context: Context,
  given: readonly unknown[],
  meta: CommandMeta,
): Promise<readonly RowOutcome[]> => {
  const outcomes: RowOutcome[] = [];
  const rows = parsed(given, context.now, outcomes);
  const learners = await learnersOf(context, rows);
  const items = await itemsOf(
    context,
    rows.map(({ item }) => item),
  );
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await Promise.all(
      rows.slice(from, from + AT_ONCE).map(async (row) => {
        outcomes[row.index] = await recordRow(context, row, learners.get(row) ?? '', items.get(row.item), meta);
      }),
    );
  return outcomes;
};

/** One parse for all rows; where some are faulty, those are refused and one more parse takes the rest. */
const parsed = (given: readonly unknown[], now: Date, outcomes: RowOutcome[]): readonly Row[] => {
  const schema = z.array(ResultRow(now));
  const all = schema.safeParse(given);
  if (all.success) return all.data.map((row, index) => ({ ...row, index }));
  const faults = new Map<number, Fault[]>();
  for (const { path, message } of all.error.issues) {
    const [index, ...field] = path;
    const fault = { field: field.join('.'), reason: message };
    faults.set(Number(index), [...(faults.get(Number(index)) ?? []), fault]);
  }
  for (const [index, found] of faults) outcomes[index] = refused('INVALID_INPUT', found);
  const places = [...given.keys()].filter((index) => !faults.has(index));
  const rest = schema.parse(places.map((index) => given[index]));
  return rest.map((row, at) => ({ ...row, index: places[at] ?? at }));
};

const refused = (code: string, faults: readonly Fault[]): RowOutcome => ({ status: 'REFUSED', code, faults });

/** Each person is hashed once, however many rows name them. */
const learnersOf = async (
  { kernel, caller: { tenant } }: Context,
  rows: readonly Row[],
): Promise<ReadonlyMap<Row, string>> => {
  const ids = new Map<string, Promise<string>>();
  const idOf = ({ learner, issuer, subject }: Row): string | Promise<string> => {
    if (learner || !issuer || !subject) return learner ?? '';
    const name = JSON.stringify([issuer, subject]);
    const id = ids.get(name) ?? personId(kernel.keys, tenant, issuer, subject);
    ids.set(name, id);
    return id;
  };
  return new Map(await Promise.all(rows.map(async (row) => [row, await idOf(row)] as const)));
};

/** A row carries no command id: its content tells whether it was taken before. */
const recordRow = async (
  { kernel, caller: { tenant } }: Context,
  { item, score, maximum, source, sourceId, occurredAt }: Row,
  learner: string,
  content: ItemContent | undefined,
  meta: CommandMeta,
): Promise<RowOutcome> => {
  const id = derivedId(tenant, 'result', source, sourceId);
  const asked = {
    type: 'RecordResult',
    subject: learner,
    data: { result: id, learner, item, score, maximum: maximum ?? null, source, sourceId },
    meta: { ...meta, occurredAt, commandId: null },
  } as const;
  try {
    const informed: ResultCommand = { ...asked, found: { item: content } };
    const { events, position } = await handle(kernel, result, id, asked, async () => informed);
    return { status: statusOf(events[0]?.type), code: null, faults: [], position };
  } catch (error) {
    if (error instanceof Rejection) return refused(error.code, error.faults);
    throw error;
  }
};

const statusOf = (type: string | undefined): RowOutcome['status'] => {
  if (type === undefined) return 'UNCHANGED';
  return type === 'ResultRecorded' ? 'RECORDED' : 'CORRECTED';
};
