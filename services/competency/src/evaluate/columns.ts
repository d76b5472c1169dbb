import { Rejection, type Fault } from '@proficio/events';

/** What a row is made of. `time` is in seconds; `day` and `time` are counted from any moment, the same for all rows. */
export const FIELDS = ['learner', 'item', 'skill', 'correct', 'score', 'maximum', 'time', 'day', 'kind'] as const;
export type Field = (typeof FIELDS)[number];

/** Headings that are understood beside the fields' own names. */
const ALSO: Readonly<Partial<Record<Field, string>>> = {
  learner: 'user_id',
  item: 'item_id',
  skill: 'skill_id',
  time: 'timestamp',
};

export interface TableOptions {
  /** Field to column; a maximum may be a number instead. */
  readonly map?: Readonly<Record<string, string>>;
  /** Columns that tell apart, within a learner, what the rule policies keep apart; the skill unless said. */
  readonly ruleGroup?: readonly string[];
  /** Columns of the group in which a learner must have had an earlier row for one to be scored. */
  readonly onlyAfterFirst?: readonly string[];
  /** So many rows are only learnt from, from the first. */
  readonly warmup?: number;
  /** So are rows for which one of these holds: each of its columns has one of the values. */
  readonly warmupWhere?: readonly Readonly<Record<string, readonly string[]>>[];
}

/** Where everything stands in the cells of a row. */
export interface Columns {
  readonly learner: number;
  readonly item: number;
  readonly skill: number;
  /** `correct` is 0 to 1; a score is so many of a maximum, which may be the same for all. */
  readonly outcome:
    { readonly correct: number } | { readonly score: number; readonly maximum: number | { readonly always: number } };
  readonly time: { readonly column: number; readonly field: 'time' | 'day' } | null;
  readonly kind: number | null;
  readonly ruleGroup: readonly number[];
  readonly onlyAfterFirst: readonly number[];
  readonly warmupWhere: readonly (readonly { readonly column: number; readonly values: readonly string[] }[])[];
}

/** @throws Rejection TABLE_INCOMPLETE with every column that is missing, asked for and unknown, or there twice */
export const columnsOf = (header: readonly string[], options: TableOptions): Columns => {
  const { map = {}, ruleGroup = [], onlyAfterFirst = [], warmupWhere = [] } = options;
  const { faults, has, required, named, isColumn } = looking(header, map);
  const maximum = () => {
    const always = isColumn(map['maximum']) ? Number.NaN : Number(map['maximum']);
    return always > 0 && always < Infinity ? { always } : required('maximum');
  };
  const time = chosen('time', 'day', map, has);
  const columns: Columns = {
    learner: required('learner'),
    item: required('item'),
    skill: required('skill'),
    outcome:
      chosen('correct', 'score', map, has) === 'score'
        ? { score: required('score'), maximum: maximum() }
        : { correct: required('correct') },
    time: time === undefined ? null : { column: required(time), field: time },
    kind: has('kind') ? required('kind') : null,
    ruleGroup: ruleGroup.map(named),
    onlyAfterFirst: onlyAfterFirst.map(named),
    warmupWhere: warmupWhere.map((all) =>
      Object.entries(all).map(([name, values]) => ({ column: named(name), values })),
    ),
  };
  if (faults.length > 0) throw new Rejection('TABLE_INCOMPLETE', faults);
  return columns;
};

/** Finds columns in a header, and gathers what is wrong with it. */
const looking = (header: readonly string[], map: Readonly<Record<string, string>>) => {
  const names = header.map((name) => name.trim());
  const faults: Fault[] = Object.keys(map)
    .filter((field) => !FIELDS.some((known) => known === field))
    .map((field) => ({ field, reason: `is no field; there are ${FIELDS.join(', ')}` }));
  const columnOf = (name: string, field: string = name): number => {
    const at = names.indexOf(name);
    if (at < 0) faults.push({ field, reason: field === name ? 'the column is missing' : `there is no column ${name}` });
    else if (names.includes(name, at + 1)) faults.push({ field, reason: `the column ${name} stands twice` });
    return at;
  };
  const isColumn = (name: string | undefined): boolean => name !== undefined && names.includes(name);
  const has = (field: Field): boolean => map[field] !== undefined || headingOf(field, names) !== undefined;
  const required = (field: Field): number => columnOf(map[field] ?? headingOf(field, names) ?? field, field);
  /** A column may be named as the table does, or by the field it was mapped to. */
  const named = (name: string): number => {
    const field = isColumn(name) ? undefined : FIELDS.find((known) => known === name && has(known));
    return field === undefined ? columnOf(name) : required(field);
  };
  return { faults, has, required, named, isColumn };
};

const headingOf = (field: Field, names: readonly string[]): string | undefined =>
  [field, ALSO[field]].find((heading) => heading !== undefined && names.includes(heading));

/** Of two ways to tell the same the one that was mapped, else the first that is there. */
const chosen = <A extends Field, B extends Field>(
  first: A,
  second: B,
  map: Readonly<Record<string, string>>,
  has: (field: Field) => boolean,
): A | B | undefined => {
  if (map[first] !== undefined) return first;
  if (map[second] !== undefined) return second;
  return has(first) ? first : has(second) ? second : undefined;
};
