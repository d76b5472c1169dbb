import { EnrolmentEvents, LearnerEvents, RecognitionEvents } from '@proficio/events';
import { mustSee, type Service } from '@proficio/graph';
import { seenArtefact, seenEnrolment } from './enrolment-progress/enrolment-of.js';
import { EnrolmentsResolver } from './enrolment-progress/resolver.js';
import { EnrolmentMutations } from './enrolment/resolver.js';
import { LearnerMutations } from './learner/resolver.js';
import { destroyErasedKeys } from './learners/erased.js';
import { learnerOf } from './learners/learner-of.js';
import { LearnersResolver } from './learners/resolver.js';
import { RecognitionMutations } from './recognition/resolver.js';
import { RecognitionsResolver } from './recognitions/resolver.js';
import { projections } from './projections.js';

/** Owns learners, their enrolments and portfolios, and recognised prior learning. */
export const progress: Service = {
  name: 'progress',
  families: [LearnerEvents, EnrolmentEvents, RecognitionEvents],
  projections,
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
