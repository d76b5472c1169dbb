import type { GraphQLSchema } from 'graphql';
import { sentFor, type Sent } from './join.js';
import { merge } from './merge.js';
import { objectsAt } from './objects-at.js';
import { representing, type Represent } from './represent.js';
import type { Placed } from './stages.js';
import { Detour, isRaw, type Asked, type FetchNode, type Raw, type Request, type Sources } from './types.js';

/** Asks one subgraph for more of what is there, and adds what it says. */
export type Fetch = (request: Asked, data: Raw) => Promise<void>;

/** @throws Detour for a fetch that changes what it sends or gets */
export const compileFetch = (parts: readonly Placed[], schema: GraphQLSchema, sources: Sources): Fetch => {
  const sent = sentFor(parts.map(({ fetch }) => unchanged(fetch)));
  const send = sending(parts[0]?.fetch.serviceName ?? '', sent, sources);
  const entities = parts.flatMap(({ path, fetch }, n): readonly Entities[] => {
    const names = sent.names[n];
    return fetch.requires && names ? [{ path, represent: representing(schema, fetch.requires), ...names }] : [];
  });
  if (entities.length > 0) return fetchEntities(entities, send);
  const path = parts[0]?.path ?? [];
  return async (request, data) => {
    const objects = objectsAt(data, path);
    if (objects.length === 0) return;
    const answer = await send(request, {});
    for (const object of objects) merge(object, answer);
  };
};

const unchanged = (fetch: FetchNode): FetchNode => {
  const { serviceName, inputRewrites, outputRewrites, contextRewrites } = fetch;
  if ([inputRewrites, outputRewrites, contextRewrites].some((rewrites) => rewrites?.length))
    throw new Detour(serviceName);
  return fetch;
};

type Send = (request: Asked, extra: Raw) => Promise<Raw>;

const sending = (service: string, { query, document, operationName, usages }: Sent, sources: Sources): Send => {
  const source = sources[service];
  if (!source) throw new Detour(service);
  return async (request, extra) => {
    const { data, errors } = await source.process({
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
    return data;
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

interface Entities {
  readonly path: readonly string[];
  readonly represent: Represent;
  readonly representations: string;
  readonly entities: string;
}

const fetchEntities =
  (parts: readonly Entities[], send: Send): Fetch =>
  async (request, data) => {
    const asked: { readonly name: string; readonly objects: readonly Raw[] }[] = [];
    const representations: Raw = {};
    for (const part of parts) {
      const known = knownAt(data, part);
      representations[part.representations] = known.map(({ representation }) => representation);
      asked.push({ name: part.entities, objects: known.map(({ object }) => object) });
    }
    if (asked.every(({ objects }) => objects.length === 0)) return;
    const answer = await send(request, representations);
    for (const { name, objects } of asked) mergeEach(objects, answer[name]);
  };

const knownAt = (data: Raw, { path, represent }: Entities) =>
  objectsAt(data, path).flatMap((object) => {
    const representation = represent(object);
    return representation?.['__typename'] ? [{ object, representation }] : [];
  });

const mergeEach = (objects: readonly Raw[], entities: unknown): void => {
  if (!Array.isArray(entities) || entities.length !== objects.length) throw new Detour('entities are missing');
  objects.forEach((object, index) => merge(object, entities[index]));
};
