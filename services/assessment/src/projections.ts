import { part, type Projection } from '@proficio/events';
import { attemptHistory } from './attempt-history/attempt-history.js';
import { bank } from './bank/bank.js';
import { learners } from './known-learners.js';
import { publication } from './publication/publication.js';

/** Apart from the rest of the service, since a thread that only builds views needs nothing else. */
export const projections: readonly Projection[] = [part(publication), part(bank), part(attemptHistory), part(learners)];
