import { PolicyEvents } from '@proficio/events';
import { mustSee, type Service } from '@proficio/graph';
import { attend } from './difference/attend.js';
import { ReplayMutations } from './replay/resolver.js';
import { ReplayResolver } from './replays/resolver.js';
import { CompetencyResolver } from './shown/resolver.js';
import { projections } from './projections.js';

/** Competency writes nothing about learners: it folds what the other services recorded. Its own is which policy holds. */
export const competency: Service = {
  name: 'competency',
  families: [PolicyEvents],
  projections,
  resolvers: [CompetencyResolver, ReplayResolver, ReplayMutations],
  attend,
  references: {
    Learner: ({ id }, { caller }) => {
      const learner = String(id);
      mustSee(caller, learner);
      return { id: learner };
    },
  },
};
