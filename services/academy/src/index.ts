export * from './file/faulty-file.js';
export * from './file/document.js';
export * from './file/framework-shape.js';
export * from './file/bank-shapes.js';
export * from './results/mapping.js';
export * from './results/source.js';
