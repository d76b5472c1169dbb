import { EnrolmentEvents, LearnerEvents, part, RecognitionEvents } from '@proficio/events';
import { mustSee, type Service } from '@proficio/graph';
import { enrolmentProgress } from './enrolment-progress/enrolment-progress.js';
import { seenArtefact, seenEnrolment } from './enrolment-progress/enrolment-of.js';
import { EnrolmentsResolver } from './enrolment-progress/resolver.js';
import { EnrolmentMutations } from './enrolment/resolver.js';
import { LearnerMutations } from './learner/resolver.js';
import { destroyErasedKeys } from './learners/erased.js';
import { learnerOf } from './learners/learner-of.js';
import { learners } from './learners/learners.js';
import { LearnersResolver } from './learners/resolver.js';
import { publications } from './publications/publications.js';
import { RecognitionMutations } from './recognition/resolver.js';
import { recognitions } from './recognitions/recognitions.js';
import { RecognitionsResolver } from './recognitions/resolver.js';
import { rubrics } from './rubrics/rubrics.js';

/** Owns learners, their enrolments and portfolios, and recognised prior learning. */
export const progress: Service = {
  name: 'progress',
  families: [LearnerEvents, EnrolmentEvents, RecognitionEvents],
  projections: [part(publications), part(rubrics), part(learners), part(enrolmentProgress), part(recognitions)],
  resolvers: [
    LearnersResolver,
    LearnerMutations,
    EnrolmentsResolver,
    EnrolmentMutations,
    RecognitionsResolver,
    RecognitionMutations,
  ],
  references: {
    Learner: ({ id }, context) => {
      const learner = String(id);
      mustSee(context.caller, learner);
      return learnerOf(context, learner);
    },
    Enrolment: ({ id }, context) => seenEnrolment(context, String(id)),
    Artefact: ({ id }, context) => seenArtefact(context, String(id)),
  },
  resume: destroyErasedKeys,
};
