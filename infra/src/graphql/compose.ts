import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Subgraph } from './subgraph.js';

/** The supergraph of subgraphs, with every fault listed where they do not fit. Sorted: the same in, the same out. */
export const compose = (subgraphs: readonly Pick<Subgraph, 'name' | 'sdl'>[]): string => {
  const inOrder = [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { supergraphSdl, errors } = composeServices(
    inOrder.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(sdl) })),
  );
  if (errors) throw new Error(`the subgraphs do not compose:\n${errors.map(({ message }) => message).join('\n')}`);
  return `${supergraphSdl.trimEnd()}\n`;
};
