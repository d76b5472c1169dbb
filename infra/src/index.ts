export * from './sqlite/driver.js';
export * from './sqlite/storage-error.js';
export * from './sqlite/event-store.js';
export * from './sqlite/key-store.js';
export * from './sqlite/view-store.js';
export * from './sqlite/folder-lock.js';
export * from './sqlite/folder.js';
