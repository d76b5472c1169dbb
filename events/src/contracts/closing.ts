import type { ClosingCondition } from './framework.js';

/** What was done in an enrolment, as whoever folded it can tell. */
export interface Done {
  readonly hoursOn: (activity: string) => number;
  readonly isCompleted: (activity: string) => boolean;
  readonly accepted: readonly { readonly kind: string; readonly activity: string; readonly count: number }[];
}

interface Activity {
  readonly key: string;
  readonly closes: ClosingCondition;
}

/** Hours to a millionth, so that ten times 0.1 is 1. */
export const toMillionths = (hours: number): number => Math.round(hours * 1e6) / 1e6;

/** How far a condition is over some activities, and how far it must be: in hours, accepted artefacts or completions. */
export const closingProgress = (
  condition: ClosingCondition,
  over: readonly Activity[],
  { hoursOn, isCompleted, accepted }: Done,
): { readonly reached: number; readonly wanted: number } => {
  switch (condition.kind) {
    case 'hours': {
      const hours = over.reduce((total, { key }) => total + hoursOn(key), 0);
      return { reached: toMillionths(hours), wanted: condition.target };
    }
    case 'artefact': {
      const counted = accepted.filter(
        ({ kind, activity }) => kind === condition.artefact && over.some(({ key }) => key === activity),
      );
      return { reached: counted.reduce((total, { count }) => total + count, 0), wanted: condition.count };
    }
    case 'completion': {
      const asked = completing(over);
      return { reached: asked.filter(({ key }) => isCompleted(key)).length, wanted: asked.length };
    }
  }
};

/** Those that close by completion; where there are none all of them, or the path would be closed before it began. */
const completing = (over: readonly Activity[]): readonly Activity[] => {
  const closing = over.filter(({ closes }) => closes.kind === 'completion');
  return closing.length > 0 ? closing : over;
};
