import { CohortEvents, PolicyEvents } from '@proficio/events';
import { mustSee, type Service } from '@proficio/graph';
import { CohortMutations } from './cohort/resolver.js';
import { attend } from './difference/attend.js';
import { ReplayMutations } from './replay/resolver.js';
import { ReplayResolver } from './replays/resolver.js';
import { CohortResolver } from './distribution/resolver.js';
import { CompetencyResolver } from './shown/resolver.js';
import { projections } from './projections.js';

/** Competency writes nothing about learners: it folds what the other services recorded, and keeps its own administration. */
export const competency: Service = {
  name: 'competency',
  families: [PolicyEvents, CohortEvents],
  projections,
  resolvers: [CompetencyResolver, ReplayResolver, ReplayMutations, CohortMutations, CohortResolver],
  attend,
  references: {
    Learner: ({ id }, { caller }) => {
      const learner = String(id);
      mustSee(caller, learner);
      return { id: learner };
    },
  },
};
