export * from './limits.js';
export * from './access.js';
export * from './admission.js';
export * from './caller.js';
