import {
  PINNED_BYTES,
  Rejection,
  reject,
  tooLargeToPin,
  type DecidedEnrolmentEvent,
  type Fault,
  type Pinned,
} from '@proficio/events';
import { unknownLearner } from '../learner/unknown.js';
import { pinned } from '../publications/publications.js';
import type { EnrolCommand } from './commands.js';
import type { Begun, Enrolment } from './enrolment-state.js';

/** Begins an enrolment with all that it pins; one that is active already is nothing to do. */
export const enrol = (enrolment: Enrolment, command: EnrolCommand): readonly DecidedEnrolmentEvent[] => {
  mustBeMeant(command);
  switch (enrolment.status) {
    case 'none':
      return [begin(command)];
    case 'active':
      mustBeTheSame(enrolment, command);
      return [];
    case 'ended':
      return reject('ENROLMENT_ENDED', 'enrolment', 'has ended');
  }
};

/** Learners enrol themselves, staff enrol others; to a learner another learner does not exist. */
const mustBeMeant = ({ data: { learner }, meta: { actor }, found: { staff, known } }: EnrolCommand): void => {
  if (actor === learner && staff)
    reject('ENROLMENT_NOT_YOURS', 'learner', 'must be someone else: this role enrols others');
  if (actor !== learner && !(staff && known)) unknownLearner();
};

const mustBeTheSame = ({ version, role }: Begun, { data }: EnrolCommand): void => {
  const faults: Fault[] = [];
  if (data.version !== null && data.version !== version)
    faults.push({ field: 'version', reason: `is ${version} in the enrolment that is active` });
  if (data.role !== null && data.role !== role)
    faults.push({ field: 'role', reason: `is ${role ?? 'not given'} in the enrolment that is active` });
  if (faults.length > 0) throw new Rejection('ENROLMENT_ACTIVE', faults);
};

const begin = (command: EnrolCommand): DecidedEnrolmentEvent => {
  const { publication } = command.found;
  const carried = publication && pinned(publication, pathsAsked(command));
  const faults = [...faultsOf(command), ...sizeFaults(command, carried)];
  if (faults.length > 0 || !publication || !carried) throw new Rejection('ENROLMENT_INVALID', faults);
  const { enrolment, learner, framework, course, role } = command.data;
  const { version } = publication;
  return { type: 'LearnerEnrolled', data: { enrolment, learner, framework, version, course, ...carried, role } };
};

const pathsAsked = ({ data: { course, path }, found: { publication } }: EnrolCommand): readonly string[] =>
  path === null ? (publication?.courses.find(({ key }) => key === course)?.paths ?? []) : [path];

/** What was published before its size was looked at may be too large for one event. */
const sizeFaults = ({ data: { course, path } }: EnrolCommand, carried: Pinned | null): readonly Fault[] => {
  const bytes = Buffer.byteLength(JSON.stringify(carried));
  return bytes <= PINNED_BYTES
    ? []
    : [{ field: course === null ? 'path' : 'course', reason: tooLargeToPin(course ?? path ?? '', bytes) }];
};

const faultsOf = ({ data, found: { publication, role } }: EnrolCommand): readonly Fault[] => {
  const { framework, version, course, path } = data;
  const faults: Fault[] = [];
  if (!publication)
    faults.push({ field: version === null ? 'framework' : 'version', reason: 'is not a published one' });
  else {
    const of = `is not in ${framework} version ${publication.version}`;
    if (course !== null && !publication.courses.some(({ key }) => key === course))
      faults.push({ field: 'course', reason: of });
    if (path !== null && !publication.paths.some(({ key }) => key === path)) faults.push({ field: 'path', reason: of });
  }
  if (data.role !== null && !role) faults.push({ field: 'role', reason: 'has no published target profile' });
  if (data.role !== null && role && !role.frameworks.includes(framework))
    faults.push({ field: 'role', reason: `sets no target in ${framework}` });
  return faults;
};
