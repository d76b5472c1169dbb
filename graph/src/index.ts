// First: type-graphql's decorators ask for it while modules load.
import 'reflect-metadata';
export * from './role.js';
export * from './caller.js';
export * from './context.js';
export * from './failure.js';
export * from './access.js';
export * from './shareable.js';
export * from './problem.js';
export * from './command-input.js';
export * from './happened.js';
export * from './mutate.js';
export * from './scalars.js';
export * from './connection.js';
export * from './personal-text.js';
export * from './service.js';
