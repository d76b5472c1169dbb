import { parse } from 'graphql';
import { sentFor } from './join.js';
import { stagesOf, type Stage } from './stages.js';
import { Detour, type FetchNode, type PlanNode as AnyNode } from './types.js';

type PlanNode = Exclude<AnyNode, { readonly kind: 'Subscription' }>;

const fetch = (serviceName: string, more: Partial<FetchNode> = {}): PlanNode => {
  const operation = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${serviceName} { id } } }`;
  return {
    kind: 'Fetch',
    serviceName,
    operation,
    operationName: undefined,
    operationKind: 'query' as FetchNode['operationKind'],
    operationDocumentNode: parse(operation),
    requires: [{ kind: 'Field', name: 'id' }],
    ...more,
  };
};
const root = (serviceName: string): PlanNode => {
  const { requires: _requires, ...plain } = fetch(serviceName) as FetchNode;
  return { ...plain, operationDocumentNode: parse('{ all { id } }') };
};
const at = (path: string, node: PlanNode): PlanNode => ({ kind: 'Flatten', path: path.split('.'), node });
const inOrder = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const together = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

/** One word a request: the service, and how many fetches are in it; `>` is what comes after, `|` at the same time. */
const told = (stage: Stage): string => {
  if (stage.kind === 'ask') return `${stage.parts[0]?.fetch.serviceName}${stage.parts.length}`;
  return `(${stage.stages.map(told).join(stage.kind === 'in order' ? ' > ' : ' | ')})`;
};

test.each([
  ['a fetch alone', root('a'), 'a1'],
  ['one after the other', inOrder(root('a'), at('x', fetch('b'))), '(a1 > b1)'],
  ['one service at the same time', together(at('x', fetch('a')), at('y', fetch('a')), at('z', fetch('a'))), 'a3'],
  ['two services at the same time', together(at('x', fetch('a')), at('y', fetch('b'))), '(a1 | b1)'],
  ['parallel within parallel', together(at('x', fetch('a')), together(at('y', fetch('a')), fetch('b'))), '(a2 | b1)'],
  [
    'what could wait for a later request waits for it',
    together(inOrder(at('x', fetch('b')), together(at('y', fetch('a')), at('z', fetch('a')))), at('w', fetch('a'))),
    '(b1 > a3)',
  ],
  [
    'the first that comes',
    together(at('w', fetch('a')), inOrder(fetch('a'), fetch('b'), fetch('a'))),
    '(a2 > b1 > a1)',
  ],
  [
    'steps that depend on each other stay so',
    together(inOrder(fetch('a'), fetch('b')), inOrder(fetch('b'), fetch('a'))),
    '((a1 > b1) | (b1 > a1))',
  ],
  ['what asks for no entities goes alone', together(root('a'), at('x', fetch('a'))), '(a1 | a1)'],
])('%s', (_name, plan, stages) => expect(told(stagesOf(plan))).toBe(stages));

test('paths are those of the whole answer', () => {
  const stage = stagesOf(at('x.@', inOrder(fetch('a'), at('y', fetch('b')))));
  const parts = stage.kind === 'ask' ? [] : stage.stages.flatMap((one) => (one.kind === 'ask' ? one.parts : []));
  expect(parts.map(({ path }) => path.join('.'))).toEqual(['x.@', 'x.@.y']);
});
test('a condition is not for this way', () =>
  expect(() => stagesOf({ kind: 'Condition', condition: 'x', ifClause: root('a') })).toThrow(Detour));

test('what is joined has names of its own, and the variables of all', () => {
  const operation = `query Q__b__1($representations: [_Any!]!, $n: Int, $representations_1: Int) {
    _entities(representations: $representations) { ... on b { more(first: $n, skip: $representations_1) } } }`;
  const one = fetch('b', {
    operation,
    operationName: 'Q__b__1',
    operationDocumentNode: parse(operation),
    variableUsages: ['n', 'representations_1'],
  }) as FetchNode;
  const { query, names, usages, operationName } = sentFor([one, fetch('b') as FetchNode]);
  const [first = '', second = ''] = names.map(({ representations }) => representations);
  expect(new Set([first, second, 'representations_1', 'n']).size).toBe(4);
  expect(query).toBe(
    `query Q__b__1($${first}:[_Any!]!$n:Int$representations_1:Int$${second}:[_Any!]!)` +
      `{_entities0:_entities(representations:$${first}){...on b{more(first:$n skip:$representations_1)}}` +
      `_entities1:_entities(representations:$${second}){...on b{id}}}`,
  );
  expect([usages, operationName]).toEqual([['n', 'representations_1'], 'Q__b__1']);
});
