import { closingProgress } from '@proficio/events';
import { own, type Enrolment } from '../profile/documents.js';
import type { PreparedPath } from '../publication/prepared.js';

/** Whether a path is closed by what the enrolment has seen: all its conditions hold over its own activities. */
export const isClosed = ({ hours, completed, accepted }: Enrolment, { closes, activities }: PreparedPath): boolean => {
  const done = {
    hoursOn: (key: string) => own(hours, key) ?? 0,
    isCompleted: (key: string) => completed.includes(key),
    accepted,
  };
  return closes.every((condition) => {
    const { reached, wanted } = closingProgress(condition, activities, done);
    return reached >= wanted;
  });
};
