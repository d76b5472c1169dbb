import type { PriorityRule } from '@proficio/events';
import { gapFirst } from './gap.js';
import type { Prioritise } from './need.js';
import { leastConfidentFirst } from './self-assessment.js';

/** A framework names its rule; which score policy is in force makes no difference to it. */
export const PRIORITY: Readonly<Record<PriorityRule, Prioritise>> = {
  'self-assessment@1': leastConfidentFirst,
  'gap@1': gapFirst,
};
