export { competency } from './service.js';
export { profile } from './profile/profile.js';
export { publication } from './publication/publication.js';
export type { ScorePolicy } from './policy/policy.js';
export { canvas } from './policy/canvas.js';
export { proficiency } from './policy/proficiency.js';
export { minimumGroup } from './distribution/minimum-group.js';
