import { AttemptEvents } from './attempt.js';
import { CohortEvents } from './cohort.js';
import { EnrolmentEvents } from './enrolment.js';
import { FrameworkEvents } from './framework.js';
import { ItemEvents, QuizEvents } from './item.js';
import { LearnerEvents } from './learner.js';
import { PolicyEvents } from './policy.js';
import { OverrideEvents } from './override.js';
import { RecognitionEvents } from './recognition.js';
import { ResultEvents } from './result.js';
import { RoleEvents } from './role.js';
import { RubricEvents } from './rubric.js';

/** Every family there is: what a log may hold. */
export const FAMILIES = [
  FrameworkEvents,
  RoleEvents,
  ItemEvents,
  QuizEvents,
  RubricEvents,
  AttemptEvents,
  ResultEvents,
  OverrideEvents,
  LearnerEvents,
  EnrolmentEvents,
  RecognitionEvents,
  PolicyEvents,
  CohortEvents,
] as const;
