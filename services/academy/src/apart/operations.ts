import { z } from 'zod';
import { AwayError } from '@proficio/infra/http/operations';
import { operationNamed, RebuildInput, SetAsideInput, type Operation } from '../operations/operate.js';
import type { RebuiltViews } from '../operations/rebuild.js';
import { unknownProjection } from '../operations/stores.js';

/** A service in a process of its own, with what it builds. */
export interface OperatedService {
  readonly name: string;
  readonly projections: readonly string[];
  /** @throws AwayError, OperationRefusedError */
  readonly run: (operation: Operation, input: unknown) => Promise<unknown>;
}
type Services = readonly OperatedService[];

/** The operations of all services as those of one: each projection's go to whoever has it, the log's to any of them. */
export const operatingApart =
  (services: Services) =>
  async (name: string, input: unknown): Promise<unknown> => {
    const operation = operationNamed(name);
    if (operation === undefined) return undefined;
    switch (operation) {
      case 'status':
        return statusOf(services);
      case 'events':
      case 'verify':
        return byAnyOf(services, operation, input);
      case 'projections':
        return standingsOf(services);
      case 'rebuild': {
        const { projection } = RebuildInput.parse(input);
        return projection === undefined
          ? rebuildAll(services, input)
          : ownerOf(services, projection).run(operation, input);
      }
      case 'set-aside':
        return ownerOf(services, SetAsideInput.parse(input).projection).run(operation, input);
    }
  };

/** Partitions are their service's to know: of `competency/east` it is asked who has competency. */
const ownerOf = (services: Services, projection: string): OperatedService => {
  const [name = projection] = projection.split('/');
  const owner = services.find(({ projections }) => projections.includes(name));
  if (owner) return owner;
  throw unknownProjection(
    projection,
    services.flatMap(({ projections }) => projections),
  );
};

/** Every service knows all of the log: the first that answers. */
const byAnyOf = async (services: Services, operation: Operation, input: unknown): Promise<unknown> => {
  for (const { run } of services) {
    const answer = await unlessAway(run(operation, input));
    if (answer !== undefined) return answer;
  }
  throw new AwayError(services.map(({ name }) => name).join(', '));
};

const statusOf = async (services: Services): Promise<object> => {
  const [counted, standings] = await Promise.all([byAnyOf(services, 'events', {}), standingsOf(services)]);
  return { ...z.object({ events: z.number() }).parse(counted), ...standings };
};

const Standings = z.object({ projections: z.array(z.unknown()) });
const standingsOf = async (services: Services) => {
  const told = await Promise.all(
    services.map(async ({ name, run }) => {
      const answer = await unlessAway(run('projections', {}));
      return { name, projections: answer === undefined ? undefined : Standings.parse(answer).projections };
    }),
  );
  return {
    projections: told.flatMap(({ projections = [] }) => projections),
    unavailable: told.flatMap(({ name, projections }) => (projections ? [] : [name])),
  };
};

/** One service after the other, so that the log is read for one of them at a time. */
const rebuildAll = async (services: Services, input: unknown): Promise<readonly unknown[]> => {
  const rebuilt: unknown[] = [];
  for (const { name, projections, run } of services) {
    const answer = await unlessAway(run('rebuild', input));
    rebuilt.push(...(answer === undefined ? projections.map(away(name)) : z.array(z.unknown()).parse(answer)));
  }
  return rebuilt;
};

const away =
  (service: string) =>
  (name: string): RebuiltViews => ({
    name,
    error: `${name}: ${service} does not answer now`,
    code: 'UNAVAILABLE',
  });

/** Undefined where the service is. */
const unlessAway = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwayError) return undefined;
    throw error;
  }
};
