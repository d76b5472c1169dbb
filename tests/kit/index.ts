export * from './circumstances.js';
export * from './given.js';
export * from './given-views.js';
