import { isJoinable } from './join.js';
import { Detour, type FetchNode, type PlanNode } from './types.js';

/** A fetch, and the path in the answer so far to what it asks more of. */
export interface Placed {
  readonly path: readonly string[];
  readonly fetch: FetchNode;
}
interface Ask {
  readonly kind: 'ask';
  /** All of one subgraph, which is asked once for them. */
  readonly parts: readonly Placed[];
}
interface Several {
  readonly kind: 'in order' | 'together';
  readonly stages: readonly Stage[];
}

/** A plan with as few requests as its order allows. */
export type Stage = Ask | Several;

/** @throws Detour for what is rare */
export const stagesOf = (node: PlanNode, path: readonly string[] = []): Stage => {
  switch (node.kind) {
    case 'Fetch':
      return { kind: 'ask', parts: [{ path, fetch: node }] };
    case 'Flatten':
      return stagesOf(node.node, [...path, ...node.path.map(String)]);
    case 'Sequence':
      return { kind: 'in order', stages: node.nodes.map((one) => stagesOf(one, path)) };
    case 'Parallel':
      return together(node.nodes.map((one) => stagesOf(one, path)));
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new Detour(node.kind);
  }
};

/** What one subgraph is asked at the same time becomes one request; what could wait for a later one waits for it. */
const together = (stages: readonly Stage[]): Stage => {
  const all = stages.flatMap((stage) => (stage.kind === 'together' ? stage.stages : [stage]));
  const longer = all.filter((stage) => stage.kind !== 'ask');
  const asks = all.filter((stage) => stage.kind === 'ask');
  const left = asks.reduce<readonly Stage[]>((placed, ask) => placedIn(placed, ask) ?? [...placed, ask], longer);
  const [first] = left;
  return first && left.length === 1 ? first : { kind: 'together', stages: left };
};

/** Put to the first stage that asks the same subgraph; undefined where none does. */
const placedIn = (stages: readonly Stage[], ask: Ask): readonly Stage[] | undefined => {
  const at = stages.findIndex((stage) => takes(stage, ask));
  return at < 0 ? undefined : stages.map((stage, index) => (index === at ? withAsk(stage, ask) : stage));
};

const takes = (stage: Stage, ask: Ask): boolean =>
  stage.kind === 'ask' ? areOne([...stage.parts, ...ask.parts]) : stage.stages.some((inner) => takes(inner, ask));

const withAsk = (stage: Stage, ask: Ask): Stage =>
  stage.kind === 'ask'
    ? { kind: 'ask', parts: [...stage.parts, ...ask.parts] }
    : { kind: stage.kind, stages: placedIn(stage.stages, ask) ?? stage.stages };

const areOne = (parts: readonly Placed[]): boolean =>
  parts.every(({ fetch }) => fetch.serviceName === parts[0]?.fetch.serviceName && isJoinable(fetch));
