import { isDeepStrictEqual } from 'node:util';
import { reject, Rejection, RoleEvents, type Decider, type RoleContent, type RoleEvent } from '@proficio/events';
import type { Frameworks, RoleCommand } from './commands.js';
import { targetFaults } from './faults.js';

/** `version` is the newest published one, 0 before the first. What is published is exactly what was approved. */
export type TargetProfile =
  | { readonly status: 'none' }
  | {
      readonly status: 'draft' | 'submitted' | 'approved' | 'published';
      readonly version: number;
      readonly content: RoleContent;
    };

const evolve = (role: TargetProfile, event: RoleEvent): TargetProfile => {
  switch (event.type) {
    case 'RoleDrafted':
      return { status: 'draft', version: role.status === 'none' ? 0 : role.version, content: event.data.content };
    case 'RoleSubmitted':
      return role.status === 'none' ? role : { ...role, status: 'submitted' };
    case 'RoleReviewed':
      return role.status === 'none' ? role : { ...role, status: event.data.approved ? 'approved' : 'draft' };
    case 'RolePublished':
      return { status: 'published', version: event.data.version, content: event.data.content };
  }
};

const decide = (role: TargetProfile, command: RoleCommand): readonly RoleEvent[] => {
  switch (command.type) {
    case 'DraftRole': {
      const { key, ...content } = command.data;
      return draft(role, key, content, command.found);
    }
    case 'SubmitRole':
      if (role.status === 'submitted') return [];
      if (role.status !== 'draft') return wrongState(role, 'only a draft can be submitted');
      return [{ type: 'RoleSubmitted', data: { role: command.data.key } }];
    case 'ReviewRole': {
      const { key, approved, note } = command.data;
      if (role.status === 'approved' && approved) return [];
      if (role.status !== 'submitted' && role.status !== 'approved')
        return wrongState(role, 'only what was submitted can be reviewed');
      return [{ type: 'RoleReviewed', data: { role: key, approved, note } }];
    }
    case 'PublishRole': {
      if (role.status !== 'approved') return wrongState(role, 'only an approved draft can be published');
      const { version, content } = role;
      mustBeReachable(content, command.found);
      return [{ type: 'RolePublished', data: { role: command.data.key, version: version + 1, content } }];
    }
  }
};

/** Replaces the draft, whatever became of the one before: a review speaks of the content that it saw. */
const draft = (role: TargetProfile, key: string, content: RoleContent, found: Frameworks): readonly RoleEvent[] => {
  if (role.status !== 'none' && isDeepStrictEqual(role.content, content)) return [];
  mustBeReachable(content, found);
  return [{ type: 'RoleDrafted', data: { role: key, content } }];
};

/** When it is drafted, and again when it is published: a framework may have a newer version by then. */
const mustBeReachable = ({ targets }: RoleContent, { frameworks }: Frameworks): void => {
  const faults = targetFaults(targets, frameworks);
  if (faults.length > 0) throw new Rejection('ROLE_FAULTY', faults);
};

const CODES = {
  none: 'ROLE_UNKNOWN',
  draft: 'ROLE_DRAFT',
  submitted: 'ROLE_SUBMITTED',
  approved: 'ROLE_APPROVED',
  published: 'ROLE_PUBLISHED',
} as const;

const wrongState = ({ status }: TargetProfile, rule: string): never =>
  reject(CODES[status], 'key', status === 'none' ? 'is no role' : `is ${status}: ${rule}`);

export const role: Decider<TargetProfile, RoleCommand, RoleEvent> = {
  events: RoleEvents,
  initial: { status: 'none' },
  decide,
  evolve,
};
