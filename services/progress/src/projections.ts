import { part, type Projection } from '@proficio/events';
import { enrolmentProgress } from './enrolment-progress/enrolment-progress.js';
import { learners } from './learners/learners.js';
import { publications } from './publications/publications.js';
import { recognitions } from './recognitions/recognitions.js';
import { rubrics } from './rubrics/rubrics.js';

/** Apart from the rest of the service, since a thread that only builds views needs nothing else. */
export const projections: readonly Projection[] = [
  part(publications),
  part(rubrics),
  part(learners),
  part(enrolmentProgress),
  part(recognitions),
];
