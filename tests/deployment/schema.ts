import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Manifest } from './manifests.js';

const require = createRequire(import.meta.url);
const Kinds = z.record(z.string(), z.custom<{ readonly prototype: { validate(): void } }>());

/**
 * What Kubernetes' own schema of the kind says against a manifest; and the fields that it never looks at: those it does
 * not know, such as one that is misspelt, which the schema by itself lets pass.
 */
export const faultsOf = (manifest: Manifest): readonly string[] => {
  const { apiVersion, kind } = manifest;
  const known = Kinds.parse({ ...require(`kubernetes-models/${apiVersion}`) })[kind];
  if (!known) return [`there is no ${kind} in ${apiVersion}`];
  const seen = new Set<string>();
  try {
    known.prototype.validate.call(watched(manifest, kind, seen));
  } catch (error) {
    return [String(error)];
  }
  return pathsIn(manifest, kind).flatMap((path) => (seen.has(path) ? [] : [`nobody knows ${path}`]));
};

/** The same value; `seen` collects the path of whatever is read of it. */
const watched = (value: unknown, path: string, seen: Set<string>): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get: (target, name, self) => {
      const inner: unknown = Reflect.get(target, name, self);
      if (typeof name === 'symbol') return inner;
      seen.add(`${path}.${name}`);
      return watched(inner, `${path}.${name}`, seen);
    },
  });
};

const pathsIn = (value: unknown, path: string): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [`${path}.${name}`, ...pathsIn(inner, `${path}.${name}`)])
    : [];
