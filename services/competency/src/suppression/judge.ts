import { isSafelyParted, shownCells, type CellOf } from './cells.js';
import type { Family } from './families.js';
import type { Group } from './told.js';

/** Where every learner of a question stands in one domain or skill, by place. */
export interface Row {
  readonly levels: readonly number[];
  /** Null without evidence that the policy counts. */
  readonly scores: readonly (number | null)[];
  readonly targets: readonly (number | null)[];
  /** The same learners on the earlier day; null where none is asked for. */
  readonly before: Pick<Row, 'levels' | 'scores'> | null;
  /** Of a domain: the rows of the skills that count in it. */
  readonly counting: readonly number[];
}

/** What may be shown of a group in a row. */
export interface Verdict {
  /** By level. */
  readonly bands: readonly boolean[];
  readonly before: readonly boolean[];
  /** How many have evidence or a gap, and every mean. */
  readonly details: boolean;
}

/** What a row tells of a family: of all its groups, or where their differences would tell too much, of the largest. */
interface Stage {
  readonly all: boolean;
  readonly told: readonly Group[];
  /** No band is hidden. */
  readonly full: boolean;
}

/** For each row, what may be shown of each group of a family, in its order. `levels` is how many there are, 0 included. */
export const judge = (
  rows: readonly Row[],
  groups: readonly Group[],
  family: Family,
  levels: number,
  limit: number,
): readonly (readonly Verdict[])[] => {
  const ours = family.groups.map((place) => groups[place] ?? []);
  const stages = rows.map((row) => stageOf(row, ours, [...family.told.values()], limit));
  const details = detailsOf(rows, stages, limit);
  return rows.map((row, index) =>
    ours.map((group) => {
      const stage = stages[index];
      const isShown = stage !== undefined && (stage.all || group.join() === (ours[0] ?? []).join());
      const bandsOf = (by: readonly number[] | undefined): readonly boolean[] =>
        isShown ? shownCells(countsOf(group, by ?? [], levels), limit) : new Array<boolean>(levels).fill(false);
      return {
        bands: bandsOf(row.levels),
        before: bandsOf(row.before?.levels),
        details: isShown && details[index] === true,
      };
    }),
  );
};

/** How many of a group are at each level. */
export const countsOf = (group: Group, levels: readonly number[], many: number): readonly number[] => {
  const counts = new Array<number>(many).fill(0);
  for (const place of group) {
    const level = levels[place] ?? 0;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
};

const stageOf = (row: Row, ours: readonly Group[], told: readonly Group[], limit: number): Stage => {
  const isFull = (group: Group) =>
    isSafelyParted(group, levelIn(row), limit) && isSafelyParted(group, levelBefore(row), limit);
  if (told.every(isFull)) return { all: true, told, full: true };
  const largest = ours[0] ?? [];
  return { all: told.length === 1, told: [largest], full: isFull(largest) };
};

/**
 * Numbers that cut across the bands are shown where the finest parts that they and the bands make have enough in them:
 * then so has whatever is subtracted. Evidence in a domain contains that in each of its skills.
 */
const detailsOf = (rows: readonly Row[], stages: readonly Stage[], limit: number): readonly boolean[] => {
  const safely = (index: number, ...cells: readonly CellOf[]) =>
    stages[index]?.told.every((group) =>
      isSafelyParted(group, (place) => cells.map((cell) => cell(place)).join(), limit),
    );
  const byItself = rows.map(
    (row, index) =>
      stages[index]?.full === true &&
      safely(index, hasScore(row), levelIn(row), targetIn(row)) === true &&
      safely(index, hasScore(row), levelBefore(row)) === true,
  );
  const domains = rows.map(
    ({ counting }, index) =>
      byItself[index] === true &&
      counting.every((skill) => {
        const [domain, other] = [rows[index], rows[skill]];
        if (!domain || !other || !stages[skill]?.full || stages[skill].all !== stages[index]?.all) return false;
        return (
          safely(index, hasScore(domain), levelIn(other)) === true &&
          safely(index, hasScore(domain), levelBefore(other)) === true
        );
      }),
  );
  return rows.map((row, index) => {
    if (row.counting.length > 0) return domains[index] === true;
    return (
      byItself[index] === true &&
      rows.every(
        (domain, at) =>
          !domains[at] ||
          !domain.counting.includes(index) ||
          safely(index, hasScore(domain), hasScore(row), levelIn(row)) === true,
      )
    );
  });
};

const levelIn =
  ({ levels }: Row): CellOf =>
  (place) =>
    levels[place] ?? 0;
const levelBefore =
  ({ before }: Row): CellOf =>
  (place) =>
    before?.levels[place] ?? 0;
const targetIn =
  ({ targets }: Row): CellOf =>
  (place) =>
    targets[place] ?? 'none';
const hasScore =
  ({ scores }: Row): CellOf =>
  (place) =>
    (scores[place] ?? null) === null ? 0 : 1;
