import type { Policy } from './policy.js';
import { proficiency } from './proficiency.js';

/** The policy whose numbers are shown, in every tenant and framework. */
export const inForce: Policy = proficiency.policy;
