import { z } from 'zod';
import type { Fault } from '@proficio/events';
import { ask, found, mutate, type Api } from '../api/ask.js';
import { isDigest, type Mapping } from '../results/mapping.js';
import type { ImportRow } from '../results/rows.js';
import type { Outcome } from './report.js';

/** Rows of one kind, answered one by one in their order. */
export type Send = (rows: readonly ImportRow[]) => Promise<Sent>;
export interface Sent {
  readonly rows: readonly { readonly outcome: Outcome; readonly faults: readonly Fault[] }[];
  readonly position: string | undefined;
}

const OUTCOMES = {
  RECORDED: 'recorded',
  RECOGNISED: 'recorded',
  UNCHANGED: 'unchanged',
  CORRECTED: 'corrected',
  REFUSED: 'skipped',
} as const;
const Answered = z.object({
  rows: z.array(
    z
      .object({
        status: z.enum(['RECORDED', 'RECOGNISED', 'UNCHANGED', 'CORRECTED', 'REFUSED']),
        code: z.string().nullable(),
        faults: z.array(z.object({ field: z.string(), reason: z.string() })),
      })
      .transform(({ status, code, faults }) => ({
        outcome: OUTCOMES[status],
        // A rule may say no without naming a field.
        faults:
          status === 'REFUSED' && faults.length === 0 ? [{ field: 'row', reason: code ?? 'was refused' }] : faults,
      })),
  ),
});
const fields = 'rows { status code faults { field reason } }';

/** What both kinds of row have. */
const common = (
  { source, sourceId: ofMapping, learner: { issuer } }: Mapping,
  { subject, score, maximum, occurredAt, sourceId }: ImportRow,
) => ({
  issuer,
  subject,
  score,
  maximum,
  occurredAt,
  source,
  ...(isDigest(ofMapping) ? { personalSourceId: sourceId } : { sourceId }),
});

export const resultSender =
  (api: Api, mapping: Mapping): Send =>
  (rows) =>
    mutate(
      api,
      { name: 'recordResults', payload: 'ResultsRecorded', fields, shape: Answered },
      { rows: rows.map((row) => ({ ...common(mapping, row), item: row.item })) },
    );

/** Prior learning is recognised for skills: those that the row's item is bound to. */
export const priorLearningSender = (api: Api, mapping: Mapping): Send => {
  const known = new Map<string, Item | undefined>();
  return async (rows) => {
    for (const { item } of rows) if (!known.has(item)) known.set(item, await itemOf(api, item));
    const bound = rows.flatMap((row) => {
      const item = known.get(row.item);
      return item ? [{ ...common(mapping, row), maximum: row.maximum ?? item.maximum, bindings: item.bindings }] : [];
    });
    const sent =
      bound.length === 0
        ? { rows: [], position: undefined }
        : await mutate(
            api,
            { name: 'recognisePriorLearning', payload: 'RecognitionPayload', fields, shape: Answered },
            { rows: bound },
          );
    const answers = sent.rows.values();
    return {
      position: sent.position,
      rows: rows.map(({ item }) => {
        const answer = known.get(item) ? answers.next().value : undefined;
        return answer ?? { outcome: 'skipped', faults: [{ field: 'item', reason: `"${item}" is no item` }] };
      }),
    };
  };
};

const ITEM = 'query ($key: ID!) { item(key: $key) { maximum bindings { framework skill share } } }';
const Item = z.object({
  maximum: z.number(),
  bindings: z.array(z.object({ framework: z.string(), skill: z.string(), share: z.number() })),
});
type Item = z.infer<typeof Item>;
const itemOf = async (api: Api, key: string): Promise<Item | undefined> =>
  (await found(ask(api, z.object({ item: Item }), ITEM, { key })))?.item;
