import { writeFileSync } from 'node:fs';
import { compose } from '@proficio/infra/graphql/compose';
import { SERVICES, subgraphsOf } from './services.js';

/** Writes what `schema/` holds from the services' classes: each subgraph, and the supergraph composed of them. */
const write = (name: string, sdl: string): void =>
  writeFileSync(new URL(`../../../schema/${name}.graphql`, import.meta.url), `${sdl.trimEnd()}\n`);

const subgraphs = subgraphsOf(SERVICES);
for (const { name, sdl } of subgraphs) write(name, sdl);
write('supergraph', compose(subgraphs));
