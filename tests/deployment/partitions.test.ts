import { readdirSync } from 'node:fs';
import { ServiceSettings, settingsIn } from '@proficio/academy';
import { parse } from 'yaml';
import { faultsOf } from './environment.js';
import { KUSTOMIZATION, manifestsIn, named, PARTITIONS, textOf, type Manifest } from './manifests.js';
import { faultsOf as faultsIn } from './schema.js';

interface Change {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}
interface Kustomization {
  readonly resources: readonly string[];
  readonly patches: readonly {
    readonly target: { readonly kind: string; readonly name: string };
    readonly patch: string;
  }[];
}
const { resources, patches }: Kustomization = parse(textOf(KUSTOMIZATION, PARTITIONS));
const files = readdirSync(PARTITIONS).filter((file) => file !== KUSTOMIZATION);
const added = files.flatMap((file) => manifestsIn(textOf(file, PARTITIONS)));
const deployments = added.filter(({ kind }) => kind === 'Deployment');

/** A manifest of infra/k8s as Kustomize changes it: here only what is not there is added. */
const patched = (kind: string, name: string): Manifest => {
  const manifest = structuredClone(named(kind, name));
  for (const { patch } of patches.filter(({ target }) => target.kind === kind && target.name === name))
    for (const { op, path, value } of parse(patch) as readonly Change[]) {
      expect(op).toBe('add');
      const keys = path.split('/').slice(1);
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest of any shape
      const parent = keys.slice(0, -1).reduce((found: any, key) => found[key], manifest);
      expect(parent[keys.at(-1) ?? '']).toBeUndefined();
      parent[keys.at(-1) ?? ''] = value;
    }
  return manifest;
};
const environmentOf = ({ spec }: Manifest): Readonly<Record<string, string>> => {
  const { env } = spec.template.spec.containers[0];
  const own = env.map(({ name, value }: { readonly name: string; readonly value: string }) => [name, value]);
  return { ...patched('ConfigMap', 'services').data, ...Object.fromEntries(own) };
};

test('whatever is there is applied, beside what is applied without partitions, and is one by its schema', () => {
  expect([...resources].sort()).toEqual(['../k8s', ...files].sort());
  expect([...added, patched('Deployment', 'competency'), patched('ConfigMap', 'services')].flatMap(faultsIn)).toEqual(
    [],
  );
});
test('every partition is run by one deployment, and the rest by those who are asked', () => {
  const all = [patched('Deployment', 'competency'), ...deployments];
  for (const one of all) expect(faultsOf('competency', environmentOf(one))).toEqual([]);
  const told = Object.fromEntries(
    Object.entries(environmentOf(all[0] as Manifest)).filter(([name]) => !/_FILE$/.test(name)),
  );
  const { PROFICIO_PARTITIONS } = settingsIn(ServiceSettings.pick({ PROFICIO_PARTITIONS: true }), told);
  expect(all.map((one) => environmentOf(one)['PROFICIO_RUNS'])).toEqual([
    'rest',
    ...(PROFICIO_PARTITIONS ?? new Map()).keys(),
  ]);
});
test('who builds a partition is as whoever builds the rest, and nobody is sent to it', () => {
  for (const one of deployments) {
    const { name } = one.metadata;
    const other: Manifest = JSON.parse(
      JSON.stringify(named('Deployment', 'competency')).replaceAll('"competency"', `"${name}"`),
    );
    other.spec.template.spec.containers[0].args = ['start', 'competency'];
    other.spec.template.spec.containers[0].env = one.spec.template.spec.containers[0].env;
    expect(one).toEqual(other);
    expect(added.filter(({ kind, metadata }) => metadata.name === name && kind !== 'Deployment')).toMatchObject([
      { kind: 'PodDisruptionBudget', spec: { selector: { matchLabels: { 'app.kubernetes.io/name': name } } } },
    ]);
  }
});
