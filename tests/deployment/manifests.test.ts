import { SERVICES } from '@proficio/academy';
import { faultsOf, SECRETS } from './environment.js';
import { named, ofKind, textOf } from './manifests.js';

const services = SERVICES.map(({ name }) => name);
const processes = [...services, 'gateway'];
const podOf = (name: string) => named('Deployment', name).spec.template.spec;
const containerOf = (name: string) => podOf(name).containers[0];
const environmentOf = (name: string) => {
  const { env = [], envFrom } = containerOf(name);
  expect(env).toEqual([]);
  return named('ConfigMap', envFrom[0].configMapRef.name).data ?? {};
};

test('every process is there', () => {
  expect(
    ofKind('Deployment')
      .map(({ metadata }) => metadata.name)
      .sort(),
  ).toEqual([...processes].sort());
  for (const name of processes) expect(containerOf(name).args).toEqual(['start', name]);
});
test('what one service is given the others are too', () => {
  const [first = '', ...others] = services;
  const asFirst = (name: string) => textOf(`${name}.yaml`).replace(new RegExp(`\\b${name}\\b`, 'g'), first);
  for (const name of others) expect(asFirst(name)).toBe(textOf(`${first}.yaml`));
});

describe.each(processes)('%s', (name) => {
  test('knows every variable that it is given, and lacks none', () =>
    expect(faultsOf(name, environmentOf(name))).toEqual([]));
  test('has the secrets that it is told of in files, and no others', () => {
    const { volumes } = podOf(name);
    const { volumeMounts } = containerOf(name);
    const { items, secretName } = volumes[0].secret;
    const secrets = Object.keys(named('Secret', secretName).stringData ?? {});
    const mounted: readonly string[] = items?.map(({ path }: { readonly path: string }) => path) ?? secrets;
    const told = Object.entries(environmentOf(name)).filter(([variable]) => variable.endsWith('_FILE'));
    expect(told.map(([, path]) => path).sort()).toEqual(
      mounted.map((key) => `${volumeMounts[0].mountPath}/${key}`).sort(),
    );
  });
  test('refuses what stands in place of its secrets', () => {
    const { stringData = {} } = named('Secret', 'proficio');
    expect(Object.keys(stringData).sort()).toEqual(Object.keys(SECRETS).sort());
    const told = Object.keys(environmentOf(name)).filter((variable) => variable.endsWith('_FILE'));
    expect(faultsOf(name, environmentOf(name), stringData)).toHaveLength(told.length);
  });
  test('runs as nobody, and can write nothing nor gain anything', () => {
    expect(podOf(name)).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(containerOf(name).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
  test('is bounded, and is asked whether it lives and is ready', () => {
    const amounts = { cpu: expect.any(String), memory: expect.any(String) };
    const asked = (path: string) => ({ httpGet: { path, port: 'graphql' } });
    expect(containerOf(name)).toMatchObject({
      resources: { requests: amounts, limits: amounts },
      startupProbe: asked('/livez'),
      livenessProbe: asked('/livez'),
      readinessProbe: asked('/readyz'),
    });
  });
  test('is two, of which one is always there, behind its name', () => {
    const { replicas, template, strategy } = named('Deployment', name).spec;
    const labels = { 'app.kubernetes.io/name': name };
    expect(template.metadata.labels).toMatchObject(labels);
    expect([replicas, strategy.rollingUpdate.maxUnavailable]).toEqual([2, 0]);
    expect(named('PodDisruptionBudget', name).spec).toEqual({ minAvailable: 1, selector: { matchLabels: labels } });
    expect(named('Service', name).spec).toMatchObject({
      selector: labels,
      ports: [{ port: 4000, targetPort: 'graphql' }],
    });
  });
});
