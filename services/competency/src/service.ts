import { mustSee, type Service } from '@proficio/graph';
import { CompetencyResolver } from './shown/resolver.js';
import { projections } from './projections.js';

/** Competency writes nothing about learners: it folds what the other services recorded. */
export const competency: Service = {
  name: 'competency',
  families: [],
  projections,
  resolvers: [CompetencyResolver],
  references: {
    Learner: ({ id }, { caller }) => {
      const learner = String(id);
      mustSee(caller, learner);
      return { id: learner };
    },
  },
};
