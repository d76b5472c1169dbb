import { isDeepStrictEqual } from 'node:util';
import {
  FrameworkEvents,
  joined,
  reject,
  Rejection,
  slicesOf,
  type Decider,
  type FrameworkContent,
  type FrameworkEvent,
  type FrameworkSlice,
} from '@proficio/events';
import type { FrameworkCommand } from './commands.js';
import { faultsOf } from './faults.js';

/** `version` is the newest published one, 0 before the first. What is published is exactly what was approved. */
export type Framework =
  | { readonly status: 'none' }
  | {
      readonly status: 'draft' | 'submitted' | 'approved' | 'published';
      readonly version: number;
      readonly content: FrameworkContent;
    };

const evolve = (framework: Framework, event: FrameworkEvent): Framework => {
  switch (event.type) {
    case 'FrameworkDrafted': {
      const { part, content } = event.data;
      const before = part > 1 && framework.status !== 'none' ? [framework.content] : [];
      return { status: 'draft', version: versionOf(framework), content: joined([...before, content]) };
    }
    case 'FrameworkSubmitted':
      return framework.status === 'none' ? framework : { ...framework, status: 'submitted' };
    case 'FrameworkReviewed':
      return framework.status === 'none'
        ? framework
        : { ...framework, status: event.data.approved ? 'approved' : 'draft' };
    case 'FrameworkPublished':
      return framework.status === 'none'
        ? framework
        : { ...framework, status: 'published', version: event.data.version };
  }
};

const versionOf = (framework: Framework): number => (framework.status === 'none' ? 0 : framework.version);

const decide = (framework: Framework, command: FrameworkCommand): readonly FrameworkEvent[] => {
  switch (command.type) {
    case 'DraftFramework': {
      const { key, ...content } = command.data;
      return draft(framework, key, content);
    }
    case 'SubmitFramework':
      if (framework.status === 'submitted') return [];
      if (framework.status !== 'draft') return wrongState(framework, 'only a draft can be submitted');
      return [{ type: 'FrameworkSubmitted', data: { framework: command.data.key } }];
    case 'ReviewFramework': {
      const { key, approved, note } = command.data;
      if (framework.status === 'approved' && approved) return [];
      if (framework.status !== 'submitted' && framework.status !== 'approved')
        return wrongState(framework, 'only what was submitted can be reviewed');
      return [{ type: 'FrameworkReviewed', data: { framework: key, approved, note } }];
    }
    case 'PublishFramework':
      if (framework.status !== 'approved') return wrongState(framework, 'only an approved draft can be published');
      return publish(command.data.key, framework.version + 1, framework.content);
  }
};

/** Replaces the draft, whatever became of the one before: a review speaks of the content that it saw. */
const draft = (framework: Framework, key: string, content: FrameworkContent): readonly FrameworkEvent[] => {
  if (framework.status !== 'none' && isDeepStrictEqual(framework.content, content)) return [];
  mustBeSound(content);
  return inParts(content).map((data) => ({ type: 'FrameworkDrafted', data: { framework: key, ...data } }));
};

/** A draft of an older log was taken under fewer rules. */
const publish = (key: string, version: number, content: FrameworkContent): readonly FrameworkEvent[] => {
  mustBeSound(content);
  return inParts(content).map((data) => ({ type: 'FrameworkPublished', data: { framework: key, version, ...data } }));
};

const mustBeSound = (content: FrameworkContent): void => {
  const faults = faultsOf(content);
  if (faults.length > 0) throw new Rejection('FRAMEWORK_FAULTY', faults);
};

const inParts = (
  content: FrameworkContent,
): readonly { readonly part: number; readonly parts: number; readonly content: FrameworkSlice }[] =>
  slicesOf(content).map((slice, index, { length }) => ({ part: index + 1, parts: length, content: slice }));

const CODES = {
  none: 'FRAMEWORK_UNKNOWN',
  draft: 'FRAMEWORK_DRAFT',
  submitted: 'FRAMEWORK_SUBMITTED',
  approved: 'FRAMEWORK_APPROVED',
  published: 'FRAMEWORK_PUBLISHED',
} as const;

const wrongState = ({ status }: Framework, rule: string): never =>
  reject(CODES[status], 'key', status === 'none' ? 'is no framework' : `is ${status}: ${rule}`);

export const framework: Decider<Framework, FrameworkCommand, FrameworkEvent> = {
  events: FrameworkEvents,
  initial: { status: 'none' },
  decide,
  evolve,
};
