import { Role, type Caller } from '@proficio/graph';
import { unknownLearner } from './learner/unknown.js';

const STAFF: readonly Role[] = [Role.ASSESSOR, Role.ADMINISTRATOR];

/** Who registers, names and enrols others; everyone else acts for themselves alone. */
export const isStaff = ({ role }: Caller): boolean => STAFF.includes(role);

/**
 * Asked before the learner's key is: it would tell whether they were erased, and be made for who is nobody.
 * @throws Rejection LEARNER_UNKNOWN, since to the caller another learner does not exist
 */
export const mustActFor = (caller: Caller, learner: string): void => {
  if (learner !== caller.actor && !isStaff(caller)) unknownLearner();
};
