import { Role } from '@proficio/graph';

/** See a learner's competency: learners their own. */
export const SEERS = [Role.LEARNER, Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR] as const;
/** Try policies. */
export const ANALYSTS = [Role.ANALYST, Role.ADMINISTRATOR] as const;
/** Put a policy in force. */
export const ADMINISTRATORS = [Role.ADMINISTRATOR] as const;
