import {
  derivedId,
  EnrolmentEvents,
  reject,
  type DecidedEnrolmentEvent,
  type Decider,
  type EnrolmentEvent,
} from '@proficio/events';
import type { EnrolmentCommand, WorkCommand } from './commands.js';
import { enrol } from './enrol.js';
import { activityOf, askingFor, evolve, type Begun, type Enrolment } from './enrolment-state.js';
import { review } from './review.js';
import { workOn } from './work.js';

const decide = (enrolment: Enrolment, command: EnrolmentCommand): readonly DecidedEnrolmentEvent[] => {
  switch (command.type) {
    case 'Enrol':
      return enrol(enrolment, command);
    case 'StartActivity':
    case 'CompleteActivity':
    case 'LogHours':
    case 'SubmitArtefact':
      return work(mustBeOpen(mustBeOf(command.meta.actor, enrolment)), command);
    case 'ReviewArtefact':
      return review(mustBeOpen(mustBeThere(enrolment)), command);
    case 'EndEnrolment': {
      const begun = command.found.staff ? mustBeThere(enrolment) : mustBeOf(command.meta.actor, enrolment);
      if (begun.status === 'ended') return [];
      return [{ type: 'EnrolmentEnded', data: placeOf(begun, command.data.enrolment) }];
    }
  }
};

/** A learner's work on one activity of the enrolment. */
const work = (begun: Begun, command: WorkCommand): readonly DecidedEnrolmentEvent[] => {
  const { enrolment, activity } = command.data;
  const pinned = activityOf(begun, activity);
  if (!pinned) return reject('ACTIVITY_UNKNOWN', 'activity', 'is not part of this enrolment');
  const at = { ...placeOf(begun, enrolment), activity, skills: pinned.skills };
  switch (command.type) {
    case 'StartActivity':
      return workOn(begun.work, activity) ? [] : [{ type: 'ActivityStarted', data: at }];
    case 'CompleteActivity': {
      const completed = workOn(begun.work, activity)?.status === 'completed';
      return completed ? [] : [{ type: 'ActivityCompleted', data: at }];
    }
    case 'LogHours':
      return [{ type: 'HoursLogged', data: { ...at, hours: command.data.hours } }];
    case 'SubmitArtefact': {
      const { kind, title, link, note } = command.data;
      if (askingFor(begun, activity, kind).length === 0)
        return reject('ARTEFACT_UNASKED', 'kind', 'is not what the activity or its path asks for');
      const { tenant, actor, commandId } = command.meta;
      const artefact = derivedId(tenant, 'artefact', enrolment, actor, commandId ?? '');
      return [{ type: 'ArtefactSubmitted', data: { ...at, artefact, kind, title, link, note } }];
    }
  }
};

const placeOf = ({ learner, framework }: Begun, enrolment: string) => ({ enrolment, learner, framework });

const mustBeThere = (enrolment: Enrolment): Begun =>
  enrolment.status === 'none' ? reject('ENROLMENT_UNKNOWN', 'enrolment', 'is not an enrolment we know') : enrolment;

const mustBeOf = (actor: string, enrolment: Enrolment): Begun => {
  const begun = mustBeThere(enrolment);
  return begun.learner === actor ? begun : reject('ENROLMENT_NOT_YOURS', 'enrolment', 'belongs to someone else');
};

const mustBeOpen = (begun: Begun): Begun =>
  begun.status === 'ended' ? reject('ENROLMENT_ENDED', 'enrolment', 'has ended') : begun;

export const enrolment: Decider<Enrolment, EnrolmentCommand, DecidedEnrolmentEvent, EnrolmentEvent> = {
  events: EnrolmentEvents,
  personal: ['SubmitArtefact', 'ReviewArtefact'],
  initial: { status: 'none' },
  decide,
  evolve,
};
