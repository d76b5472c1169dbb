import { knownLearners } from '@proficio/events';

/** Whom a cohort may list: ids of nobody would make it as large as one likes. */
export const learners = knownLearners('competency', 1);
