import { AttemptEvents, ItemEvents, OverrideEvents, QuizEvents, ResultEvents, RubricEvents } from '@proficio/events';
import { mustSee, type Service } from '@proficio/graph';
import { attemptOf, AttemptResolver, LearnerAttemptsResolver } from './attempt-history/resolver.js';
import { AssessedLearner } from './attempt-history/types.js';
import { AttemptMutations } from './attempt/resolver.js';
import { BankResolver, itemOf, quizOf, rubricOf } from './bank/resolver.js';
import { ItemMutations } from './item/resolver.js';
import { OverrideMutations } from './override/resolver.js';
import { BindingResolver } from './publication/resolver.js';
import { QuizMutations } from './quiz/resolver.js';
import { ResultMutations } from './result/resolver.js';
import { RubricMutations } from './rubric/resolver.js';
import { projections } from './projections.js';

/** Owns items, quizzes and rubrics, attempts at them, results scored elsewhere, and levels that assessors set. */
export const assessment: Service = {
  name: 'assessment',
  families: [ItemEvents, QuizEvents, RubricEvents, AttemptEvents, ResultEvents, OverrideEvents],
  projections,
  resolvers: [
    BankResolver,
    BindingResolver,
    ItemMutations,
    QuizMutations,
    RubricMutations,
    AttemptResolver,
    AttemptMutations,
    LearnerAttemptsResolver,
    ResultMutations,
    OverrideMutations,
  ],
  references: {
    Item: ({ id }, context) => itemOf(context, String(id)),
    Quiz: ({ id }, context) => quizOf(context, String(id)),
    Rubric: ({ id }, context) => rubricOf(context, String(id)),
    Attempt: ({ id }, context) => attemptOf(context, String(id)),
    Learner: ({ id }, { caller }) => {
      mustSee(caller, String(id));
      return Object.assign(new AssessedLearner(), { id: String(id) });
    },
  },
};
