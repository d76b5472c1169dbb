export * from './sqlite/storage-error.js';
export * from './sqlite/event-store.js';
