import { part } from '@proficio/events';
import { mustSee, type Service } from '@proficio/graph';
import { profile } from './profile/profile.js';
import { publication } from './publication/publication.js';
import { CompetencyResolver } from './shown/resolver.js';

/** Competency writes nothing about learners: it folds what the other services recorded. */
export const competency: Service = {
  name: 'competency',
  families: [],
  projections: [part(publication), part(profile)],
  resolvers: [CompetencyResolver],
  references: {
    Learner: ({ id }, { caller }) => {
      const learner = String(id);
      mustSee(caller, learner);
      return { id: learner };
    },
  },
};
