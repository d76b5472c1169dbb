import type { Projection } from '@proficio/events';
import type { Service } from '@proficio/graph';

interface Hosted {
  readonly service: () => Promise<Service>;
  /** Without the service's GraphQL. */
  readonly projections: () => Promise<readonly Projection[]>;
}

/** Services that may run in a process of their own; one is loaded when it is asked for, since that one has no need of others. */
const HOSTED: Readonly<Record<string, Hosted>> = {
  curriculum: {
    service: async () => (await import('@proficio/curriculum')).curriculum,
    projections: async () => (await import('@proficio/curriculum/projections')).projections,
  },
  assessment: {
    service: async () => (await import('@proficio/assessment')).assessment,
    projections: async () => (await import('@proficio/assessment/projections')).projections,
  },
  progress: {
    service: async () => (await import('@proficio/progress')).progress,
    projections: async () => (await import('@proficio/progress/projections')).projections,
  },
  competency: {
    service: async () => (await import('@proficio/competency')).competency,
    projections: async () => (await import('@proficio/competency/projections')).projections,
  },
};

export const NAMES: readonly string[] = Object.keys(HOSTED);
export const GATEWAY = 'gateway';
/** What may be a process of its own. */
export const APART: readonly string[] = [...NAMES, GATEWAY];

export const serviceNamed = (name: string): Promise<Service> => hosted(name).service();
export const projectionsOf = async (name: string): Promise<readonly string[]> =>
  (await hosted(name).projections()).map((projection) => projection.name);

const hosted = (name: string): Hosted => {
  const found = HOSTED[name];
  if (found) return found;
  throw new Error(`there is no service ${name}`);
};
