/** What drafts are checked by, without a service around it, so that a whole file is checked before it is sent. */
export { faultsOf } from './framework/faults.js';
export { repeated } from './key-faults.js';
export { targetFaults, type Targeted } from './role/faults.js';
