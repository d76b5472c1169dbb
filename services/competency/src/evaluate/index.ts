/** Predict, then learn: what the policies and the estimator are worth on a table of answers. Pure, without a store. */
export { allMethods, evaluate, type Evaluation, type EvaluateOptions } from './evaluate.js';
export { recordsOf, type TableRecord } from './records.js';
export { readTable } from './table.js';
export { FIELDS, type Field, type TableOptions } from './columns.js';
export { proficiency } from './proficiency.js';
export type { Method } from './method.js';
export type { Metrics } from './metrics.js';
export type { Row } from './row.js';
