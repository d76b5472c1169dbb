import { Role } from '@proficio/graph';

/** See a learner's competency: learners their own. */
export const SEERS = [Role.LEARNER, Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR] as const;
/** See how groups of learners do. */
export const COHORT_READERS = [Role.CURATOR, Role.ANALYST, Role.ADMINISTRATOR] as const;
/** Name groups of learners, and try policies. */
export const ANALYSTS = [Role.ANALYST, Role.ADMINISTRATOR] as const;
/** Put a policy in force. */
export const ADMINISTRATORS = [Role.ADMINISTRATOR] as const;
