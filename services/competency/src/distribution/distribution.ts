import { NOT_FOUND, type Context } from '@proficio/graph';
import { membersOf, type Members } from '../cohorts/members.js';
import { policyFor } from '../policy/catalogue.js';
import { newestFramework, newestRole } from '../publication/library.js';
import type { Framework } from '../publication/prepared.js';
import { familiesOf } from '../suppression/families.js';
import { judge, type Row } from '../suppression/judge.js';
import type { Group } from '../suppression/told.js';
import type { Asked } from './asked.js';
import { figuresOf, type Figures } from './figures.js';
import { readRows } from './read-rows.js';

/** What is shown of one cohort. Rows are the framework's domains, each followed by its skills; null where all is withheld. */
export interface Distribution {
  readonly framework: Framework;
  readonly policy: string;
  readonly shown: { readonly learners: number; readonly rows: readonly Figures[] } | null;
}

const PAGE = 1000;

/**
 * The distributions of the cohorts of one question, which together tell of no group of fewer than `limit` learners. As
 * of a moment, and of the day compared with, the learners are the members of that moment.
 *
 * @throws GraphQLError NOT_FOUND of a framework, a role or a cohort
 */
export const distributionsOf = async (
  context: Context,
  cohorts: readonly string[],
  asked: Asked,
  limit: number,
): Promise<readonly Distribution[]> => {
  const framework = await newestFramework(context, asked.framework, asked.asOf);
  if (!framework) throw NOT_FOUND('framework');
  if (asked.role !== null && !(await newestRole(context, asked.role, asked.asOf))) throw NOT_FOUND('role');
  const policy = policyFor(asked.policy, framework).name;
  const members: (readonly string[])[] = [];
  for (const cohort of cohorts) members.push(await allOf(context, cohort, asked));

  const learners = [...new Set(members.flat())].sort();
  const places = new Map(learners.map((learner, place) => [learner, place]));
  const groups = members.map((some): Group => some.flatMap((learner) => places.get(learner) ?? []));
  const rows = await readRows(context, learners, asked, framework);
  const shown = figuresIn(rows, groups, framework.bands.length, limit);
  return cohorts.map((_, at) => ({ framework, policy, shown: shown.get(at) ?? null }));
};

const allOf = async ({ caller, read }: Context, cohort: string, { asOf }: Asked): Promise<readonly string[]> => {
  const learners: string[] = [];
  for (let after: string | null = null, more = true; more; more = after !== null) {
    const page: Members | undefined = await membersOf(read, caller.tenant, cohort, { first: PAGE, after }, asOf);
    if (!page) throw NOT_FOUND('cohort');
    learners.push(...page.learners);
    after = page.next;
  }
  return learners;
};

/** By the cohort's place in the question; of those that may be shown at all. */
const figuresIn = (
  rows: readonly Row[],
  groups: readonly Group[],
  levels: number,
  limit: number,
): ReadonlyMap<number, Distribution['shown']> => {
  const shown = new Map<number, Distribution['shown']>();
  for (const family of familiesOf(groups, limit)) {
    const verdicts = judge(rows, groups, family, levels, limit);
    for (const [at, place] of family.groups.entries()) {
      const group = groups[place] ?? [];
      const figures = rows.flatMap((row, index) => {
        const verdict = verdicts[index]?.[at];
        return verdict ? [figuresOf(row, group, verdict, levels, limit)] : [];
      });
      shown.set(place, { learners: group.length, rows: figures });
    }
  }
  return shown;
};
