import type { WorkingViews } from '@proficio/events';
import { newShared, newSkill, type Row } from '../estimator/index.js';
import { own, sharedAt, type ProfileDocs, type SharedDoc } from './documents.js';

type Views = WorkingViews<ProfileDocs>;

/** What all learners of a framework teach together, put again with each event that touches the framework. */
export const sharedOf = (views: Views, tenant: string, framework: string, recordedAt: string): SharedDoc => {
  const at = sharedAt(tenant, framework);
  const shared = views.get(at) ?? { knownAt: recordedAt, terms: newShared(), skills: {} };
  if (shared.knownAt < recordedAt) shared.knownAt = recordedAt;
  views.put(at, shared);
  return shared;
};

export const skillTerm = ({ skills }: SharedDoc, skill: string): Row =>
  own(skills, skill) ?? (skills[skill] = newSkill());
