import type { ClosingCondition } from '@proficio/events';
import { own, type Enrolment } from '../profile/documents.js';
import type { PreparedPath } from '../publication/prepared.js';

type Activities = PreparedPath['activities'];

/** Whether a path is closed by what the enrolment has seen: all its conditions hold over its own activities. */
export const isClosed = (enrolment: Enrolment, { closes, activities }: PreparedPath): boolean =>
  closes.every((condition) => holds(enrolment, condition, activities));

const holds = (enrolment: Enrolment, condition: ClosingCondition, activities: Activities): boolean => {
  switch (condition.kind) {
    case 'completion':
      return completing(activities).every(({ key }) => enrolment.completed.includes(key));
    case 'hours':
      return hoursOf(enrolment, activities) >= condition.target;
    case 'artefact':
      return acceptedOf(enrolment, condition.artefact, activities) >= condition.count;
  }
};

/** Those that close by completion; where there are none, all: a path is not closed before it began. */
const completing = (activities: Activities): Activities => {
  const closing = activities.filter(({ closes }) => closes.kind === 'completion');
  return closing.length > 0 ? closing : activities;
};

/** To a millionth, so that many small hours are what they add up to. */
const hoursOf = ({ hours }: Enrolment, activities: Activities): number =>
  Math.round(activities.reduce((sum, { key }) => sum + (own(hours, key) ?? 0), 0) * 1e6) / 1e6;

const acceptedOf = ({ accepted }: Enrolment, artefact: string, activities: Activities): number =>
  accepted
    .filter(({ kind, activity }) => kind === artefact && activities.some(({ key }) => key === activity))
    .reduce((sum, { count }) => sum + count, 0);
