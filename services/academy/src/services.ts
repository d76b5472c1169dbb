import { assessment } from '@proficio/assessment';
import { competency } from '@proficio/competency';
import { curriculum } from '@proficio/curriculum';
import { ACCESS_SDL, type Service } from '@proficio/graph';
import { subgraphOf, type Subgraph } from '@proficio/infra/graphql/subgraph';
import { progress } from '@proficio/progress';

/** Everything that the academy runs in its one process. */
export const SERVICES: readonly Service[] = [curriculum, assessment, progress, competency];

export const subgraphsOf = (services: readonly Service[]): readonly Subgraph[] =>
  services.map((service) => subgraphOf(service, ACCESS_SDL));
