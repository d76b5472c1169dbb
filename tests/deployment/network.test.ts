import { named, ofKind } from './manifests.js';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number | string; readonly protocol?: string }[];
}
interface Policy {
  readonly podSelector: Selector;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
/** A pod of this namespace by its labels, or whoever stands in another. */
interface Place {
  readonly pod?: Readonly<Record<string, string>>;
  readonly namespace?: string;
}

const policies: readonly Policy[] = ofKind('NetworkPolicy').map(({ spec }) => spec);

const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Readonly<Record<string, string>>) =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''));
const isPeer = ({ podSelector, namespaceSelector }: Peer, { pod, namespace }: Place) =>
  pod
    ? !namespaceSelector && selects(podSelector ?? {}, pod)
    : !podSelector && selects(namespaceSelector ?? {}, { 'kubernetes.io/metadata.name': namespace ?? '' });
const lets = (rules: readonly Rule[], side: 'from' | 'to', other: Place, port: number | string) =>
  rules.some(
    (rule) =>
      (!rule[side] || rule[side].some((peer) => isPeer(peer, other))) &&
      (!rule.ports || rule.ports.some((one) => one.port === port)),
  );
/** As Kubernetes decides it: who is under no policy may do all, others what any of theirs allows. */
const may = (type: 'Ingress' | 'Egress', { pod }: Place, other: Place, port: number | string) => {
  if (!pod) return true;
  const own = policies.filter(
    ({ podSelector, policyTypes }) => policyTypes.includes(type) && selects(podSelector, pod),
  );
  const rules = own.flatMap(({ ingress = [], egress = [] }) => (type === 'Ingress' ? ingress : egress));
  return own.length === 0 || lets(rules, type === 'Ingress' ? 'from' : 'to', other, port);
};
const reaches = (from: Place, to: Place, port: number | string) =>
  may('Egress', from, to, port) && may('Ingress', to, from, port);

const process = (name: string): Place => ({ pod: named('Deployment', name).spec.template.metadata.labels });
const store = (component: string): Place => ({ pod: { 'app.kubernetes.io/component': component } });
const gateway = process('gateway');
const [progress, competency] = [process('progress'), process('competency')];
const [log, documents] = [store('log'), store('documents')];
const stranger: Place = { pod: { 'app.kubernetes.io/name': 'stranger' } };
const [outside, names, monitoring] = ['ingress', 'kube-system', 'monitoring'].map((namespace) => ({ namespace }));

test.each([
  ['callers reach the gateway', outside, gateway, 'graphql'],
  ['the gateway reaches services', gateway, progress, 'graphql'],
  ['services reach the log', progress, log, 2113],
  ['services reach views and keys', progress, documents, 27017],
  ['the gateway reaches the key of ids', gateway, documents, 27017],
  ['the gateway reaches the identity provider', gateway, outside, 443],
  ['every process finds names', competency, names, 53],
  ['stores find names', log, names, 53],
  ['whoever measures reaches services', monitoring, competency, 'metrics'],
  ['whoever measures reaches the gateway', monitoring, gateway, 'metrics'],
  ['nodes of the log reach each other', log, log, 2112],
  ['nodes of views and keys reach each other', documents, documents, 27017],
])('%s', (_, from, to, port) => expect(reaches(from ?? {}, to ?? {}, port)).toBe(true));

test.each([
  ['callers reach no service', outside, progress, 'graphql'],
  ['a stranger in the namespace reaches no service', stranger, progress, 'graphql'],
  ['no service reaches another', progress, competency, 'graphql'],
  ['no service reaches the gateway', progress, gateway, 'graphql'],
  ['no service reaches out', progress, outside, 443],
  ['the gateway does not reach the log', gateway, log, 2113],
  ['callers reach no store', outside, documents, 27017],
  ['a stranger reaches no store', stranger, log, 2113],
  ['no store reaches another', log, documents, 27017],
  ['no store reaches out', documents, outside, 443],
  ['callers read no metrics', outside, gateway, 'metrics'],
])('%s', (_, from, to, port) => expect(reaches(from ?? {}, to ?? {}, port)).toBe(false));
