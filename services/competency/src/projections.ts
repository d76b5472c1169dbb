import { part, type Projection } from '@proficio/events';
import { cohorts } from './cohorts/cohorts.js';
import { enrolled } from './cohorts/enrolled.js';
import { learners } from './cohorts/learners.js';
import { profile } from './profile/profile.js';
import { publication } from './publication/publication.js';
import { replays } from './replays/replays.js';

/** Apart from the rest of the service, since a thread that only builds views needs nothing else. */
export const projections: readonly Projection[] = [
  part(publication),
  part(profile),
  part(replays),
  part(cohorts),
  part(enrolled),
  part(learners),
];
