export * from './academy-domains.js';
export * from './circumstances.js';
export * from './framework.js';
export * from './given.js';
export * from './given-views.js';
export * from './recorded.js';
export * from './folded.js';
