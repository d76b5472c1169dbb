import { readFileSync } from 'node:fs';

export type SubgraphName = 'assessment' | 'competency' | 'curriculum' | 'progress';
export type OperationName = 'profile';

const textOf = (file: string): string => readFileSync(new URL(`../${file}.graphql`, import.meta.url), 'utf8');

/** SDL of the whole graph as composed from the subgraphs, for a gateway. */
export const supergraph = (): string => textOf('supergraph');

/** SDL of one subgraph, with the directives of federation. */
export const subgraph = (name: SubgraphName): string => textOf(name);

/** A query that embedders may send as it is. */
export const operation = (name: OperationName): string => textOf(`operations/${name}`);
