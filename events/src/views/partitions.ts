import { createHash } from 'node:crypto';

/** Is this framework of this tenant among them? */
export type Among = (tenant: string, framework: string) => boolean;

/** Some tenants' frameworks, whose documents lie together: what one runner of a split projection carries. */
export interface Partition {
  /** What an operator calls it. */
  readonly name: string;
  /**
   * What stores call it. It follows from what belongs to it: a partition of other frameworks is another set, built from
   * the log, and never one that is half right.
   */
  readonly id: string;
  readonly has: Among;
  /** Whose frameworks they are: nobody else's events need be read. Undefined where they may be anybody's. */
  readonly tenants?: readonly string[];
}

/** All partitions of a split projection. Every framework is in one of them. */
export interface Partitions {
  readonly each: readonly Partition[];
  /** What they were made of: frameworks as `TENANT/FRAMEWORK`, by the partition's name. */
  readonly named: Named;
  readonly of: (tenant: string, framework: string) => Partition;
}
export type Named = ReadonlyMap<string, readonly string[]>;

/** What stores call the only partition of a projection that is not split. */
export const PARTITION = 'all';
/** The partition of every framework that no other one names. */
export const REST = 'rest';

export const ALL: Partition = { name: PARTITION, id: PARTITION, has: () => true };
/** Nothing is split. */
export const WHOLE: Partitions = { each: [ALL], named: new Map(), of: () => ALL };

/** No framework may be in two of them. */
export const partitionsOf = (named: Named): Partitions => {
  if (named.size === 0) return WHOLE;
  const homes = new Map<string, Partition>();
  const rest = { name: REST, id: idOf(REST, [...named.values()].flat()) };
  const of = (tenant: string, framework: string): Partition => homes.get(`${tenant}/${framework}`) ?? others;
  const whole = (one: Omit<Partition, 'has'>): Partition => {
    const partition = { ...one, has: (tenant: string, framework: string) => of(tenant, framework) === partition };
    return partition;
  };
  const others = whole(rest);
  const each = [...named].map(([name, frameworks]) => {
    const partition = whole({ name, id: idOf(name, frameworks), tenants: tenantsOf(frameworks) });
    for (const framework of frameworks) homes.set(framework, partition);
    return partition;
  });
  return { each: [...each, others], named, of };
};

const tenantsOf = (frameworks: readonly string[]): readonly string[] => [
  ...new Set(frameworks.map((framework) => framework.slice(0, framework.indexOf('/')))),
];

const idOf = (name: string, frameworks: readonly string[]): string => {
  const digest = createHash('sha256').update(frameworks.toSorted().join('\n')).digest('hex');
  return `${name}-${digest.slice(0, 12)}`;
};
