import { files, listed, manifests, manifestsIn, textOf } from './manifests.js';
import { faultsOf } from './schema.js';

test('whatever is there is applied, but for the secret: what stands there would be written over yours', () => {
  expect([...listed, 'secret.yaml'].sort()).toEqual([...files].sort());
  expect(listed.flatMap((file) => manifestsIn(textOf(file))).filter(({ kind }) => kind === 'Secret')).toEqual([]);
});
test.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
  '%s %s is one by its schema',
  (_kind, _name, manifest) => expect(faultsOf(manifest)).toEqual([]),
);
test.each([
  ['another type', 'replicas: 2', 'replicas: two', /spec\/replicas must be integer/],
  ['a field that is missing', 'containers:', 'sidecars:', /must have required property containers/],
  ['a field that is misspelt', 'readinessProbe', 'readynessProbe', /nobody knows Deployment.*readynessProbe/],
  ['an amount that is none', 'memory: 1Gi', 'memory: much', /limits\/memory/],
  ['a kind that there is not', 'kind: Deployment', 'kind: Deploymint', /there is no Deploymint in apps\/v1/],
])('refuses %s', (_, right, wrong, words) => {
  const found = manifestsIn(textOf('progress.yaml').replaceAll(right, wrong)).flatMap(faultsOf);
  expect(found.join('\n')).toMatch(words);
});
