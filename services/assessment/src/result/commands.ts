import { z } from 'zod';
import { foreignId, key, personKey, text, type Command, type Informed, type ItemContent } from '@proficio/events';
import { happened } from '@proficio/graph';

const score = z
  .number({ error: ({ input }) => (input === null || input === undefined ? 'is missing' : 'must be a number') })
  .min(0);

/** One row of an import: what a learner, by id or by issuer and subject, scored on an item. */
export const ResultRow = z
  .object({
    learner: personKey.nullish(),
    issuer: text(1000).nullish(),
    subject: text(1000).nullish(),
    item: key,
    score,
    /** The item's own unless said. */
    maximum: z.number().positive().max(1_000_000).nullish(),
    occurredAt: happened,
    source: key,
    sourceId: foreignId,
  })
  .refine(({ learner, issuer, subject }) => (learner ? !issuer && !subject : issuer && subject), {
    path: ['learner'],
    error: 'must be named, either by id or by issuer and subject',
  });
export type ResultRow = z.infer<typeof ResultRow>;

export const WithdrawResult = z.object({ source: key, sourceId: foreignId });

/** `result` is the id of the stream, made from source and source id. When it happened stands in the meta. */
export type ResultCommand =
  | Informed<
      Command<
        'RecordResult',
        Pick<ResultRow, 'item' | 'score' | 'source' | 'sourceId'> & {
          readonly result: string;
          readonly learner: string;
          readonly maximum: number | null;
        }
      >,
      { readonly item: ItemContent | undefined }
    >
  | Command<'WithdrawResult', z.infer<typeof WithdrawResult> & { readonly result: string }>;
