import { closingProgress, type ClosingCondition, type PinnedActivity, type PinnedPath } from '@proficio/events';
import { workOn, type Work } from './work.js';

/** One of a path's conditions: `reached` counts hours, accepted artefacts or completed activities. */
export interface ConditionClosing {
  readonly condition: ClosingCondition;
  readonly reached: number;
  readonly done: boolean;
}

export interface ActivityClosing {
  readonly key: string;
  readonly status: 'open' | 'started' | 'completed';
  readonly hours: number;
  /** By its own condition, whatever its path asks for. */
  readonly closed: boolean;
}

export interface PathClosing {
  readonly key: string;
  readonly domain: string;
  readonly closed: boolean;
  readonly conditions: readonly ConditionClosing[];
  readonly activities: readonly ActivityClosing[];
}

/** What is closed, from the work alone: a path by exactly its conditions, over its own activities. */
export const closingOf = (work: Work): readonly PathClosing[] => {
  const known = new Map(work.pinned.activities.map((activity) => [activity.key, activity]));
  return work.pinned.paths.map((path) => pathClosing(work, path, known));
};

export const allClosed = (work: Work): boolean => closingOf(work).every(({ closed }) => closed);

const pathClosing = (
  work: Work,
  { key, domain, closes, activities: keys }: PinnedPath,
  known: ReadonlyMap<string, PinnedActivity>,
): PathClosing => {
  const activities = keys.flatMap((activity) => known.get(activity) ?? []);
  const conditions = closes.map((condition) => conditionClosing(work, condition, activities));
  return {
    key,
    domain,
    closed: conditions.every(({ done }) => done),
    conditions,
    activities: activities.map((activity) => activityClosing(work, activity)),
  };
};

const activityClosing = (work: Work, activity: PinnedActivity): ActivityClosing => {
  const { status, hours } = workOn(work, activity.key) ?? { status: 'open', hours: 0 };
  return { key: activity.key, status, hours, closed: conditionClosing(work, activity.closes, [activity]).done };
};

const conditionClosing = (
  work: Work,
  condition: ClosingCondition,
  over: readonly PinnedActivity[],
): ConditionClosing => {
  const { reached, wanted } = closingProgress(condition, over, {
    hoursOn: (key) => workOn(work, key)?.hours ?? 0,
    isCompleted: (key) => workOn(work, key)?.status === 'completed',
    accepted: work.accepted,
  });
  return { condition, reached, done: reached >= wanted };
};
