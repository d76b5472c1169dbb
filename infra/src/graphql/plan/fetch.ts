import type { GraphQLSchema } from 'graphql';
import { isLasting } from '../lasting.js';
import { fetchEntities, type Entities, type Fetch, type Send } from './entities.js';
import { sentFor, type Sent } from './join.js';
import type { Keep } from './kept.js';
import { merge } from './merge.js';
import { objectsAt } from './objects-at.js';
import { representing } from './represent.js';
import type { Placed } from './stages.js';
import { Detour, isRaw, type Asked, type FetchNode, type Raw, type Request, type Sources } from './types.js';

/** @throws Detour for a fetch that changes what it sends or gets */
export const compileFetch = (parts: readonly Placed[], schema: GraphQLSchema, sources: Sources, keep: Keep): Fetch => {
  const sent = sentFor(parts.map(({ fetch }) => unchanged(fetch)));
  const send = sending(parts[0]?.fetch.serviceName ?? '', sent, sources);
  const entities = parts.flatMap(({ path, fetch }, n): readonly Entities[] => {
    const names = sent.names[n];
    return fetch.requires && names ? [{ path, represent: representing(schema, fetch.requires), ...names }] : [];
  });
  // Where a client's variable is in it, it is not the same for all.
  if (entities.length > 0) return fetchEntities(entities, send, sent.usages.length > 0 ? () => undefined : keep);
  const path = parts[0]?.path ?? [];
  return async (request, data) => {
    const objects = objectsAt(data, path);
    if (objects.length === 0) return;
    const { data: answer } = await send(request, {});
    for (const object of objects) merge(object, answer);
  };
};

const unchanged = (fetch: FetchNode): FetchNode => {
  const { serviceName, inputRewrites, outputRewrites, contextRewrites } = fetch;
  if ([inputRewrites, outputRewrites, contextRewrites].some((rewrites) => rewrites?.length))
    throw new Detour(serviceName);
  return fetch;
};

const sending = (service: string, { query, document, operationName, usages }: Sent, sources: Sources): Send => {
  const source = sources[service];
  if (!source) throw new Detour(service);
  return async (request, extra) => {
    const { data, errors, extensions } = await source.process({
      kind: INCOMING,
      request: {
        query,
        variables: { ...used(request, usages), ...extra },
        ...(operationName !== undefined && { operationName }),
      },
      incomingRequestContext: request as Request,
      context: request.context,
      ...(document && { document }),
    });
    if (errors?.length || !isRaw(data)) throw new Detour('a subgraph reports errors');
    return { data, lasts: isLasting({ extensions }) };
  };
};

/** The gateway's enum is none for values that are compared as text. */
const INCOMING = 'incoming operation' as Parameters<Sources[string]['process']>[0]['kind'] & 'incoming operation';

const used = ({ request: { variables = {} } }: Asked, names: readonly string[]): Raw => {
  const found: Raw = {};
  for (const name of names)
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) found[name] = variables[name];
  return found;
};
