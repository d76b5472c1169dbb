import { streamName, type Event, type EventFamily, type EventMeta, type Recorded } from '@proficio/events';
import { META, TENANT } from './circumstances.js';

/** What a specification may say about a past event; the rest has defaults. `of` is the id that its stream ends with. */
export interface Circumstances {
  readonly of?: string;
  readonly id?: string;
  readonly position?: bigint;
  readonly meta?: Partial<EventMeta>;
}

type Followed<E extends Event> = readonly Pick<EventFamily<never, E>, 'category' | 'decode'>[];

/** A past event as a log holds it: the index-th, of the family that has its type. */
export const recorded = <E extends Event>(
  from: Followed<E>,
  { of = '1', id, position, meta, type, data }: E & Circumstances,
  index: number,
): Recorded<E> => {
  const family = (from as unknown as readonly EventFamily[]).find(({ types }) => types.includes(type));
  if (!family) throw new Error(`nobody here follows ${type}`);
  const tenant = meta?.tenant ?? TENANT;
  const place = { revision: BigInt(index), position: position ?? BigInt(index) };
  const why = { commandDigest: 'digest', causationId: 'command', schemaVersion: family.versionOf(type) };
  return {
    id: id ?? `event-${index}`,
    type,
    data,
    stream: streamName(family.category, tenant, of),
    ...place,
    meta: { ...META, ...why, ...meta },
  } as unknown as Recorded<E>;
};
