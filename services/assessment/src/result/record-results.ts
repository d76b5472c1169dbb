import { z } from 'zod';
import {
  derivedId,
  handle,
  personId,
  Rejection,
  type CommandMeta,
  type Fault,
  type ItemContent,
  type Kernel,
} from '@proficio/events';
import { byNow, futureFaults, type Context } from '@proficio/graph';
import { itemsOf } from '../bank/items-of.js';
import { ResultRow } from './commands.js';
import { askedTogether, heldKeys } from './keys-for-rows.js';
import { result } from './result.js';
import { sourceIdOf } from './source-id.js';

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
/** A row that can be taken, and its place among those given. */
interface Placed {
  readonly index: number;
  readonly row: ResultRow;
}

/**
 * Rows are answered one by one, in their order, and one that is refused keeps no other from being recorded. All are in
 * flight together and share a transaction, so that a thousand rows cost one flush of the disk.
 */
export const recordResults = async (
  { kernel, ...asking }: Context,
  given: readonly unknown[],
  meta: CommandMeta,
): Promise<readonly RowOutcome[]> => {
  const context = { ...asking, kernel: { ...kernel, keys: heldKeys(kernel.keys) } };
  const outcomes: RowOutcome[] = [];
  const placed = parsed(given, context.now, outcomes);
  const learners = await learnersOf(context, placed);
  const items = await itemsOf(
    context,
    placed.map(({ row }) => row.item),
  );
  const keys = await askedTogether(context.kernel.keys, meta.tenant, learners);
  const together = { ...context.kernel, keys };
  const take = async ({ index, row }: Placed, at: number): Promise<void> => {
    outcomes[index] = await takeRow(together, row, learners[at] ?? '', items.get(row.item), meta);
  };
  await Promise.all(placed.map(take));
  return outcomes;
};

const Rows = z.array(ResultRow);

/** One parse for all rows; where some are faulty, those are refused and one more parse takes the rest. */
const parsed = (given: readonly unknown[], now: Date, outcomes: RowOutcome[]): readonly Placed[] => {
  const all = Rows.safeParse(given);
  const faults = new Map<number, Fault[]>();
  const add = (index: number, fault: Fault) => faults.set(index, [...(faults.get(index) ?? []), fault]);
  for (const { path, message } of all.error?.issues ?? []) {
    const [index, ...field] = path;
    add(Number(index), { field: field.join('.') || 'row', reason: message });
  }
  for (const [index, row] of given.entries()) for (const fault of futureFaults(row, now)) add(index, fault);
  if (all.success && faults.size === 0) return all.data.map((row, index) => ({ index, row }));
  for (const [index, found] of faults) outcomes[index] = refused('INVALID_INPUT', found);
  const places = [...given.keys()].filter((index) => !faults.has(index));
  const rest = Rows.parse(places.map((index) => given[index]));
  return rest.map((row, at) => ({ index: places[at] ?? at, row }));
};

const refused = (code: string, faults: readonly Fault[]): RowOutcome => ({ status: 'REFUSED', code, faults });

/** The learner of each row; a person is hashed once, however many rows name them. */
const learnersOf = (
  { kernel, caller: { tenant } }: Pick<Context, 'kernel' | 'caller'>,
  placed: readonly Placed[],
): Promise<readonly string[]> => {
  const ids = new Map<string, Promise<string>>();
  return Promise.all(
    placed.map(({ row: { learner, issuer, subject } }) => {
      if (learner || !issuer || !subject) return learner ?? '';
      const name = JSON.stringify([issuer, subject]);
      const id = ids.get(name) ?? personId(kernel.keys, tenant, issuer, subject);
      ids.set(name, id);
      return id;
    }),
  );
};

/** A row carries no command id: its content tells whether it was taken before. */
const takeRow = async (
  kernel: Kernel,
  row: ResultRow,
  learner: string,
  content: ItemContent | undefined,
  { tenant, actor, recordedAt, correlationId }: CommandMeta,
): Promise<RowOutcome> => {
  const { item, score, maximum, source, occurredAt } = row;
  const sourceId = await sourceIdOf(kernel, tenant, row);
  const id = derivedId(tenant, 'result', source, sourceId);
  const data = { result: id, learner, item, score, maximum: maximum ?? null, source, sourceId };
  const happened = byNow(occurredAt, recordedAt);
  const meta = { tenant, actor, occurredAt: happened, recordedAt, commandId: null, correlationId };
  const command = { type: 'RecordResult', subject: learner, data, meta, found: { item: content } } as const;
  try {
    const { events, position } = await handle(kernel, result, id, command, async () => command);
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
