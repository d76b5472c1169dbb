/** A directed graph: every node, with the nodes that it leads to. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The number of each node's strongly connected component: an edge lies on a cycle exactly when both its ends have the
 * same. Kosaraju's way, with stacks of its own, since a chain of thousands would exhaust the call stack.
 */
export const components = (graph: Graph): ReadonlyMap<string, number> => {
  const backwards = reversed(graph);
  const component = new Map<string, number>();
  for (const root of finished(graph).reverse()) {
    if (component.has(root)) continue;
    const number = component.size;
    component.set(root, number);
    const waiting = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
      for (const before of backwards.get(node) ?? [])
        if (!component.has(before)) {
          component.set(before, number);
          waiting.push(before);
        }
  }
  return component;
};

const reversed = (graph: Graph): Graph => {
  const backwards = new Map([...graph.keys()].map((node) => [node, new Array<string>()]));
  for (const [node, next] of graph) for (const after of next) backwards.get(after)?.push(node);
  return backwards;
};

/** The nodes in the order in which a depth-first walk leaves them. */
const finished = (graph: Graph): string[] => {
  const seen = new Set<string>();
  const left: string[] = [];
  for (const root of graph.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const path = [{ node: root, next: (graph.get(root) ?? []).values() }];
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const { value, done } = here.next.next();
      if (done) left.push(path.pop()?.node ?? root);
      else if (graph.has(value) && !seen.has(value)) {
        seen.add(value);
        path.push({ node: value, next: (graph.get(value) ?? []).values() });
      }
    }
  }
  return left;
};
