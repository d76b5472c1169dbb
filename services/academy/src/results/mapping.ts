import { z } from 'zod';
import { key, type Fault } from '@proficio/events';

const Constant = z.union([z.string(), z.number()]);
const ByColumn = z.strictObject({
  column: z.string(),
  /** What each text of the column stands for; a text that is not listed is a fault of its row. */
  values: z.record(z.string(), Constant).optional(),
});
/** Text with columns in braces, such as `{module}-{type}`. */
const ByTemplate = z.strictObject({ template: z.string(), lowerCase: z.boolean().optional() });

export const Value = z.union([Constant, ByColumn, ByTemplate], {
  error: 'must be a constant, { column, values? } or { template, lowerCase? }',
});
export type Value = z.infer<typeof Value>;

/** A template of which the academy keeps only a keyed digest: for ids that are made from what names the learner. */
const ByDigest = z.strictObject({ digest: z.string() });

/** When it happened: a time in ISO 8601, or so many days after a start date. */
const DayAfter = z.strictObject({ day: Value, from: Value });
export type DayAfter = z.infer<typeof DayAfter>;

/** Columns of another file, joined to each row by the value of `column`, which stands there in the column `key`. */
const Lookup = z.strictObject({ file: z.string().min(1), key: z.string(), column: z.string() });

/** How the columns of a file of results are to be read. */
export const Mapping = z.strictObject({
  /** The system that the results come from. */
  source: key,
  learner: z.strictObject(
    { issuer: z.string().min(1), subject: Value },
    { error: 'must be { issuer, subject }, who gave the learners their names and where these stand' },
  ),
  item: Value,
  score: Value,
  maximum: Value.optional(),
  time: z.union([DayAfter, Value], {
    error: 'must be a constant, { column, values? }, { template, lowerCase? } or { day, from }',
  }),
  /** `result` or `prior-learning` */
  kind: Value.default('result'),
  /** Unique in the source, for ever: it tells a correction from another result. */
  sourceId: z.union([Value, ByDigest], {
    error: 'must be a constant, { column, values? }, { template, lowerCase? } or { digest }',
  }),
  /** Texts that stand for no value. */
  missing: z.array(z.string()).default([]),
  lookups: z.array(Lookup).default([]),
});
export type Mapping = z.infer<typeof Mapping>;

const COLUMN = /\{([^{}]+)\}/g;
export const columnsIn = (template: string): readonly string[] =>
  [...template.matchAll(COLUMN)].flatMap(([, name]) => name ?? []);
export const filled = (template: string, value: (column: string) => string): string =>
  template.replace(COLUMN, (_, name: string) => value(name));

/** The columns that a value reads. */
export const columnsOf = (value: Value): readonly string[] => {
  if (typeof value !== 'object') return [];
  if ('column' in value) return [value.column];
  return columnsIn(value.template);
};

export const isDay = (time: Mapping['time']): time is DayAfter => typeof time === 'object' && 'day' in time;

export const isDigest = (sourceId: Mapping['sourceId']): sourceId is z.infer<typeof ByDigest> =>
  typeof sourceId === 'object' && 'digest' in sourceId;

/** As it is sent; what is to be a digest becomes one where it is kept. */
export const sourceIdIn = ({ sourceId }: Pick<Mapping, 'sourceId'>): Value =>
  isDigest(sourceId) ? { template: sourceId.digest } : sourceId;

/** Every value that a mapping names, by the field that it is for. */
const valuesOf = ({ learner, item, score, maximum, time, kind, ...mapping }: Mapping) => ({
  learner: learner.subject,
  item,
  score,
  ...(maximum === undefined ? {} : { maximum }),
  ...(isDay(time) ? { day: time.day, start: time.from } : { time }),
  kind,
  sourceId: sourceIdIn(mapping),
});

/** Every column that a mapping reads, of the file itself and of those joined to it. */
export const columnsNeeded = (mapping: Mapping): readonly string[] => [
  ...new Set([...Object.values(valuesOf(mapping)).flatMap(columnsOf), ...mapping.lookups.map(({ column }) => column)]),
];

/**
 * Without a column all rows would be one result; and the learner's subject may be an e-mail
 * address, while a source id is stored as it is.
 */
export const sourceIdFaults = ({ sourceId, learner }: Mapping): readonly Fault[] => {
  const named = columnsOf(sourceIdIn({ sourceId }));
  if (named.length === 0)
    return [{ field: 'sourceId', reason: 'must name a column: it tells one result of the source from another' }];
  const subject = columnsOf(learner.subject);
  return !isDigest(sourceId) && named.some((column) => subject.includes(column))
    ? [{ field: 'sourceId', reason: 'must be a digest, since it is made from the column that names the learner' }]
    : [];
};
