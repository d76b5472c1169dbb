import type { Verify } from '../identity/verify.js';
import { passesOf, passesTo, type Pass } from './passing.js';

/** No pass to a service's graph opens its operations, and none to these its graph. */
const operationsOf = (service: string): string => `${service}/operations`;

/** For the operations of one service. */
export const operatorPassesTo = (service: string, secret: Uint8Array): Pass => passesTo(operationsOf(service), secret);

/** Takes what `operatorPassesTo` makes for the same service by the same secret, and nothing else. */
export const operatorPassesOf = (service: string, secret: Uint8Array): Verify =>
  passesOf(operationsOf(service), secret);
