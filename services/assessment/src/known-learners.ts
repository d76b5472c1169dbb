import { knownLearners } from '@proficio/events';

/** Whom an assessor may decide about. */
export const learners = knownLearners('assessment', 2);
