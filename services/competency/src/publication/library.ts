import { BoundedMap, type EventStore } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { prepare, prepareRole, type Framework, type Role } from './prepared.js';
import { isPart, type AsOf } from '../profile/as-of.js';
import { publication, versionKey, type Newest } from './publication.js';

type Asking = Pick<Context, 'caller' | 'read' | 'kernel'>;
interface Shelf {
  readonly frameworks: BoundedMap<Framework>;
  readonly roles: BoundedMap<Role>;
}

const KEPT = 100;
/** Published versions never change, so they are prepared once for a log, whoever asks. */
const shelves = new WeakMap<EventStore, Shelf>();

const shelfOf = ({ kernel: { events } }: Asking): Shelf => {
  const shelf = shelves.get(events) ?? { frameworks: new BoundedMap(KEPT), roles: new BoundedMap(KEPT) };
  shelves.set(events, shelf);
  return shelf;
};

/** A version of a framework, or undefined where it is not published. */
export const frameworkAt = async (asking: Asking, key: string, version: number): Promise<Framework | undefined> => {
  const { tenant } = asking.caller;
  const { frameworks } = shelfOf(asking);
  const name = versionKey(key, version);
  const known = frameworks.get(`${tenant} ${name}`);
  if (known) return known;
  const edition = await asking.read(publication).get('framework', tenant, name);
  return edition ? frameworks.set(`${tenant} ${name}`, prepare(edition)) : undefined;
};

/** The newest version that was published as of a moment; before any was, the first. */
export const newestFramework = async (
  asking: Asking,
  key: string,
  asOf: AsOf | null,
): Promise<Framework | undefined> => {
  const newest = await asking.read(publication).get('newestFramework', asking.caller.tenant, key);
  return newest && frameworkAt(asking, key, versionAt(newest, asOf));
};

const versionAt = ({ version, versions }: Newest, asOf: AsOf | null): number =>
  asOf === null ? version : (versions.findLast((one) => isPart(asOf, one)) ?? versions[0] ?? { version }).version;

export const newestRole = async (asking: Asking, key: string, asOf: AsOf | null): Promise<Role | undefined> => {
  const { tenant } = asking.caller;
  const newest = await asking.read(publication).get('newestRole', tenant, key);
  if (!newest) return undefined;
  const name = versionKey(key, versionAt(newest, asOf));
  const known = shelfOf(asking).roles.get(`${tenant} ${name}`);
  if (known) return known;
  const edition = await asking.read(publication).get('role', tenant, name);
  return edition && shelfOf(asking).roles.set(`${tenant} ${name}`, prepareRole(edition));
};

const PAGE = 100;

/** Every framework of the caller's tenant that is published, by key. */
export async function* frameworkKeys({ caller: { tenant }, read }: Pick<Asking, 'caller' | 'read'>) {
  for (let after: string | undefined, more = true; more;) {
    const page = await read(publication).page('newestFramework', {
      tenant,
      index: 'byKey',
      equals: {},
      first: PAGE,
      after,
    });
    for (const { doc, cursor } of page.entries) {
      after = cursor;
      yield doc.key;
    }
    more = page.hasNextPage;
  }
}
