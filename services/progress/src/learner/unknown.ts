import { reject } from '@proficio/events';

/** The one answer for whoever was never met, and for whoever the caller may not know of. @throws Rejection */
export const unknownLearner = (): never => reject('LEARNER_UNKNOWN', 'learner', 'is not a learner we know');
