import { part, type Projection } from '@proficio/events';
import { frameworkDrafts } from './draft/framework-draft.js';
import { roleDrafts } from './draft/role-draft.js';
import { publications } from './publication/publication.js';
import { targetProfiles } from './target-profile/target-profile.js';

/** Apart from the rest of the service, since a thread that only builds views needs nothing else. */
export const projections: readonly Projection[] = [
  part(publications),
  part(targetProfiles),
  part(frameworkDrafts),
  part(roleDrafts),
];
