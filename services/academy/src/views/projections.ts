import type { Projection } from '@proficio/events';
import { projections as assessment } from '@proficio/assessment/projections';
import { projections as competency } from '@proficio/competency/projections';
import { projections as curriculum } from '@proficio/curriculum/projections';
import { projections as progress } from '@proficio/progress/projections';

/** Those of all services, apart from the services, whose GraphQL would cost the thread a second and 100 MB. */
export const PROJECTIONS: readonly Projection[] = [...curriculum, ...assessment, ...progress, ...competency];
