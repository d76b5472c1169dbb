import { LearnerEvents, reject, type DecidedLearnerEvent, type Decider, type LearnerEvent } from '@proficio/events';
import type { LearnerCommand, Named } from './commands.js';
import { unknownLearner } from './unknown.js';

export type Learner =
  | { readonly status: 'none' }
  | { readonly status: 'open'; readonly registered: boolean }
  | { readonly status: 'erased' };

const decide = (learner: Learner, command: LearnerCommand): readonly DecidedLearnerEvent[] => {
  switch (command.type) {
    case 'RegisterLearner':
      mustNotBeErased(learner);
      return register(learner, command.data);
    case 'NameLearner':
      mustNotBeErased(learner);
      mustBeNameable(command.meta.actor === command.data.learner, command.found);
      return [{ type: 'LearnerNamed', data: command.data }];
    case 'EraseLearner':
      if (learner.status === 'erased') return [];
      if (!command.found.known) return unknownLearner();
      return [{ type: 'LearnerErased', data: command.data }];
  }
};

/** Again is nothing to do, unless it brings a name: sealed names cannot be compared, so it is set. */
const register = (learner: Learner, data: Named): readonly DecidedLearnerEvent[] => {
  if (learner.status !== 'open' || !learner.registered) return [{ type: 'LearnerRegistered', data }];
  return data.name === null ? [] : [{ type: 'LearnerNamed', data }];
};

/** Whoever may not act for others is not told whether the other exists. */
const mustBeNameable = (oneself: boolean, { known, staff }: { readonly known: boolean; readonly staff: boolean }) => {
  if (!oneself && !(staff && known)) unknownLearner();
};

const mustNotBeErased = ({ status }: Learner) => {
  if (status === 'erased') reject('LEARNER_ERASED', 'learner', 'was erased and stays closed');
};

const evolve = (learner: Learner, event: LearnerEvent): Learner => {
  switch (event.type) {
    case 'LearnerRegistered':
      return { status: 'open', registered: true };
    case 'LearnerNamed':
      return learner.status === 'none' ? { status: 'open', registered: false } : learner;
    case 'LearnerErased':
      return { status: 'erased' };
  }
};

export const learner: Decider<Learner, LearnerCommand, DecidedLearnerEvent, LearnerEvent> = {
  events: LearnerEvents,
  personal: ['RegisterLearner', 'NameLearner'],
  initial: { status: 'none' },
  decide,
  evolve,
};
