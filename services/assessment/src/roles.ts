import { failure, Role, type Caller } from '@proficio/graph';

/** Take part: they start, answer and submit attempts of their own. */
export const LEARNERS = [Role.LEARNER] as const;
/** Write items, quizzes and rubrics. */
export const CURATORS = [Role.CURATOR, Role.ADMINISTRATOR] as const;
/** Record what was scored elsewhere, and take back what should not count. */
export const ASSESSORS = [Role.ASSESSOR, Role.ADMINISTRATOR] as const;
/** Read attempts; learners their own, analysts without words. */
export const ATTEMPT_READERS = [Role.LEARNER, Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR] as const;
/** Read what is correct. */
export const ANSWER_READERS = [Role.ASSESSOR, Role.CURATOR, Role.ADMINISTRATOR] as const;

/** For what must stay secret even where a server forgot the directive. @throws GraphQLError FORBIDDEN */
export const mustBe = ({ role }: Caller, roles: readonly Role[]): void => {
  if (!roles.includes(role)) throw failure('FORBIDDEN', `not for ${role}`);
};
