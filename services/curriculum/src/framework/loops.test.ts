import fc from 'fast-check';
import { components } from './loops.js';

/** Whether one can walk from a node to another, by trying every way. */
const reaches = (graph: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean => {
  const seen = new Set<string>();
  const waiting = [from];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    for (const next of graph.get(node) ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  return false;
};

const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const graph = fc
  .array(fc.tuple(node, node), { maxLength: 12 })
  .map((edges) => new Map([...'abcdef'].map((from) => [from, edges.flatMap(([a, b]) => (a === from ? [b] : []))])));

test('an edge lies on a cycle exactly when its ends are of one component', () =>
  fc.assert(
    fc.property(graph, (edges) => {
      const component = components(edges);
      for (const [from, next] of edges)
        for (const to of next)
          expect(component.get(from) === component.get(to)).toBe(from === to || reaches(edges, to, from));
    }),
  ));

test('a chain of thousands is no trouble', () => {
  const chain = new Map(Array.from({ length: 20_000 }, (_, n) => [`${n}`, [`${n + 1}`]]));
  expect(new Set(components(chain).values()).size).toBe(20_000);
});
