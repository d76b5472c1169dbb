import { Field, ObjectType, type ClassType } from 'type-graphql';
import type { Page } from '@proficio/events';
import { failure } from './failure.js';
import { Shareable } from './shareable.js';

@ObjectType()
@Shareable()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
}

/** The Relay connection of a node type, named `<Name>Connection`. */
export const connectionType = <Node extends object>(
  name: string,
  node: () => ClassType<Node>,
): ClassType<Connection<Node>> => {
  @ObjectType(`${name}Edge`)
  class NodeEdge implements Edge<Node> {
    @Field(() => String)
    cursor!: string;
    @Field(() => node())
    node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class NodeConnection implements Connection<Node> {
    @Field(() => [NodeEdge])
    edges!: readonly NodeEdge[];
    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return NodeConnection;
};

/** A page of a view as a connection. */
export const connectionOf = <Doc, Node>(page: Page<Doc>, node: (doc: Doc, key: string) => Node): Connection<Node> => ({
  edges: page.entries.map(({ cursor, doc, key }) => ({ cursor, node: node(doc, key) })),
  pageInfo: { hasNextPage: page.hasNextPage, endCursor: page.entries.at(-1)?.cursor ?? null },
});

/** A list already in memory as a connection; the cursor is the place in it. */
export const connectionOfList = <Node>(
  all: readonly Node[],
  first: number,
  after?: string | null,
): Connection<Node> => {
  const start = after ? placeOf(after) + 1 : 0;
  const page = all.slice(start, start + first);
  return {
    edges: page.map((node, index) => ({ node, cursor: String(start + index) })),
    pageInfo: {
      hasNextPage: start + page.length < all.length,
      endCursor: page.length > 0 ? String(start + page.length - 1) : null,
    },
  };
};

const placeOf = (cursor: string): number => {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw failure('BAD_CURSOR', 'after must be a cursor of this connection');
};

const MAX_FIRST = 100;

/** How many a page may hold: 1 to 100. */
export const pageSize = (first: number): number => {
  if (first >= 1 && first <= MAX_FIRST) return first;
  throw failure('BAD_INPUT', `first must be from 1 to ${MAX_FIRST}`);
};

export const FIRST = { defaultValue: 20, description: `How many, 1 to ${MAX_FIRST}` } as const;
