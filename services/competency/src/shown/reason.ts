import type { Framework } from '../publication/prepared.js';
import type { ShownDomain } from './shown.js';

/** Why a path of this domain is recommended, in words that a learner can read. */
export const reasonFor = (domain: ShownDomain | undefined, framework: Framework): string =>
  domain
    ? [priorityOf(domain, framework), ratingOf(domain), gapOf(domain, framework)]
        .filter((said) => said !== '')
        .join(' ')
    : 'You are enrolled in it.';

const priorityOf = ({ priority }: ShownDomain, { priorityRule }: Framework): string => {
  if (priority === null) return '';
  const by = priorityRule === 'gap@1' ? 'by the size of its gap' : 'by your self-assessment';
  return `Priority ${priority} ${by}.`;
};

const ratingOf = ({ rating }: ShownDomain): string => {
  if (!rating) return '';
  const after = rating.hesitationMs === null ? '' : ` after ${secondsOf(rating.hesitationMs)}`;
  return `You answered ${rating.confident ? 'confidently' : 'that you are not confident'}${after}.`;
};

const secondsOf = (ms: number): string => {
  const seconds = Math.round(ms / 100) / 10;
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
};

const gapOf = ({ gap, target }: ShownDomain, { bands }: Framework): string => {
  if (gap === null || target === null) return 'No target is set for it.';
  const aim = bands[target]?.title ?? `level ${target}`;
  if (gap === 0) return `You have reached its target, ${aim}.`;
  return `You are ${gap} ${gap === 1 ? 'level' : 'levels'} below its target, ${aim}.`;
};
