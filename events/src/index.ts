export * from './kernel/message.js';
export * from './kernel/rejection.js';
export * from './kernel/event-store.js';
export * from './kernel/view-store.js';
export * from './kernel/key-store.js';
