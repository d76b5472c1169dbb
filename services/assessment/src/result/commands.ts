import { z } from 'zod';
import {
  foreignId,
  identity,
  key,
  personKey,
  text,
  type Command,
  type Informed,
  type ItemContent,
} from '@proficio/events';
import { happened } from '@proficio/graph';

const score = z
  .number({ error: ({ input }) => (input === null || input === undefined ? 'is missing' : 'must be a number') })
  .min(0, 'must not be below 0');

/** A source's own id of a result, as it is, or else one that is made from what names the learner. */
const ofSource = { source: key, sourceId: foreignId.nullish(), personalSourceId: text(1000).nullish() };
const sourceIds = ({ sourceId, personalSourceId }: Partial<z.infer<z.ZodObject<typeof ofSource>>>): number =>
  [sourceId, personalSourceId].filter((id) => typeof id === 'string').length;
const namedOnce = <T extends z.ZodType<Parameters<typeof sourceIds>[0]>>(row: T) =>
  row
    .refine((given) => sourceIds(given) > 0, { path: ['sourceId'], error: 'must be given, or else personalSourceId' })
    .refine((given) => sourceIds(given) < 2, { path: ['personalSourceId'], error: 'must be absent beside sourceId' });

/** One row of an import: what a learner, by id or by issuer and subject, scored on an item. */
export const ResultRow = namedOnce(
  z.object({
    learner: personKey.nullish(),
    issuer: identity.nullish(),
    subject: identity.nullish(),
    item: key,
    score,
    /** The item's own unless said. */
    maximum: z.number().positive().max(1_000_000).nullish(),
    occurredAt: happened,
    ...ofSource,
  }),
).refine(({ learner, issuer, subject }) => (learner ? !issuer && !subject : issuer && subject), {
  path: ['learner'],
  error: 'must be named, either by id or by issuer and subject',
});
export type ResultRow = z.infer<typeof ResultRow>;

export const WithdrawResult = namedOnce(z.object(ofSource));

/** `result` is the id of the stream, made from source and source id. When it happened stands in the meta. */
export type ResultCommand =
  | Informed<
      Command<
        'RecordResult',
        Pick<ResultRow, 'item' | 'score' | 'source'> & {
          readonly result: string;
          readonly sourceId: string;
          readonly learner: string;
          readonly maximum: number | null;
        }
      >,
      { readonly item: ItemContent | undefined }
    >
  | Command<'WithdrawResult', { readonly result: string; readonly source: string; readonly sourceId: string }>;
