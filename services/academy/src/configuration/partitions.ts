import { key, PARTITION, partitionsOf, REST, type Named, type Partition, type Partitions } from '@proficio/events';
import { isTenant } from '@proficio/gateway';

/** What was read of a text, and what is wrong with it: of the text nothing is repeated but what is a name or a key. */
interface Read<T> {
  readonly value: T;
  readonly faults: readonly string[];
}

const NAME = /^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const WORDS = '1 to 40 of a-z and 0-9 in words joined by -';
const pieces = (text: string, between: string): readonly string[] => text.split(between).map((piece) => piece.trim());

/** `NAME=TENANT/FRAMEWORK,TENANT/FRAMEWORK;NAME=TENANT/FRAMEWORK` */
export const readPartitions = (text: string): Read<Named> => {
  const named = new Map<string, readonly string[]>();
  const homes = new Map<string, string>();
  const faults: string[] = [];
  for (const [index, part] of pieces(text, ';').entries()) {
    const [name = '', ...rest] = pieces(part, '=');
    const place = `partition ${index + 1}`;
    const called = NAME.test(name) ? name : place;
    faults.push(...faultsOfName(name, place, named));
    for (const [at, framework] of pieces(rest.join('='), ',').entries()) {
      const home = homes.get(framework);
      if (!isFramework(framework)) faults.push(`framework ${at + 1} of ${called} is no TENANT/FRAMEWORK`);
      else if (home !== undefined) faults.push(`${framework} is in ${home} and in ${called}`);
      else homes.set(framework, called);
      named.set(name, [...(named.get(name) ?? []), framework]);
    }
  }
  return { value: named, faults };
};

const faultsOfName = (name: string, place: string, others: Named): readonly string[] => {
  if (!NAME.test(name)) return [`${place} has no name of ${WORDS} before =`];
  if (name === PARTITION || name === REST) return [`${place} is called ${name}, as none of yours may be`];
  return others.has(name) ? [`${name} is there twice`] : [];
};

const isFramework = (text: string): boolean => {
  const [tenant, framework, ...more] = text.split('/');
  return isTenant(tenant) && key.safeParse(framework).success && more.length === 0;
};

/** `NAME,NAME` */
export const readNames = (text: string): Read<readonly string[]> => {
  const names = pieces(text, ',');
  return {
    value: names,
    faults: names.flatMap((name, at) => (NAME.test(name) ? [] : [`name ${at + 1} is not ${WORDS}`])),
  };
};

/** Names that are of no partition. */
export const unknownIn = (named: Named | undefined, names: readonly string[] | undefined): readonly string[] =>
  (names ?? []).filter((name) => name !== REST && !named?.has(name));

export const partitionsIn = ({
  PROFICIO_PARTITIONS,
}: {
  readonly PROFICIO_PARTITIONS?: Named | undefined;
}): Partitions => partitionsOf(PROFICIO_PARTITIONS ?? new Map());

export const runsIn =
  ({ PROFICIO_RUNS }: { readonly PROFICIO_RUNS?: readonly string[] | undefined }) =>
  ({ name }: Partition): boolean =>
    PROFICIO_RUNS === undefined || PROFICIO_RUNS.includes(name);
