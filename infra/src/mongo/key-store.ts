import { randomBytes } from 'node:crypto';
import { DESTROYED, type Key, type KeptKey, type MovableKeyStore } from '@proficio/events';
import { Binary, type Collection, type Db, type UpdateFilter } from 'mongodb';
import { isDuplicate, storing, unlessDuplicates } from './outage.js';

/** Without a key: destroyed, for ever. */
interface Kept {
  readonly _id: string;
  readonly tenant: string;
  readonly subject: string;
  readonly key?: Binary;
}

const MANY = 1000;
const idOf = (tenant: string, subject: string): string => JSON.stringify([tenant, subject]);
const living = ({ key }: Pick<Kept, 'key'>): Key | typeof DESTROYED => (key ? new Uint8Array(key.buffer) : DESTROYED);

/**
 * Subjects' keys in a MongoDB database of their own. What is destroyed is gone from every document once a majority has
 * said so; free pages, the oplog and backups hold its bytes until they are written over or thrown away.
 */
export class MongoKeyStore implements MovableKeyStore {
  private readonly keys: Collection<Kept>;

  constructor(db: Db) {
    this.keys = db.collection('keys');
  }

  ensure(tenant: string, subject: string): Promise<Key | typeof DESTROYED> {
    return storing(async () => (await this.find(tenant, subject)) ?? this.make(tenant, subject));
  }

  getMany(tenant: string, subjects: readonly string[]): Promise<ReadonlyMap<string, Key | typeof DESTROYED>> {
    return storing(async () => {
      const found = new Map<string, Key | typeof DESTROYED>();
      const ids = [...new Set(subjects)].map((subject) => idOf(tenant, subject));
      for (let n = 0; n < ids.length; n += MANY) {
        const some = this.keys.find({ _id: { $in: ids.slice(n, n + MANY) } }).batchSize(MANY);
        for (const kept of await some.toArray()) found.set(kept.subject, living(kept));
      }
      return found;
    });
  }

  /** Never answered with the document as it was: the server would keep a copy of that for the answer. */
  destroy(tenant: string, subject: string): Promise<void> {
    return storing(async () => {
      await this.upsert(tenant, subject, { $unset: { key: '' }, $setOnInsert: { tenant, subject } });
    });
  }

  async *all(): AsyncGenerator<readonly KeptKey[]> {
    for (let after = ''; ;) {
      const next = this.keys.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit: MANY });
      const some = await storing(() => next.toArray());
      if (some.length === 0) return;
      yield some.map((kept) => ({ tenant: kept.tenant, subject: kept.subject, key: living(kept) }));
      after = some.at(-1)?._id ?? after;
    }
  }

  async adopt(keys: readonly KeptKey[]): Promise<void> {
    const made = keys.flatMap(({ tenant, subject, key }) =>
      key === DESTROYED ? [] : [{ _id: idOf(tenant, subject), tenant, subject, key: new Binary(key) }],
    );
    if (made.length > 0)
      await storing(async () => void (await this.keys.insertMany(made, { ordered: false }).catch(unlessDuplicates)));
    for (const { tenant, subject, key } of keys) if (key === DESTROYED) await this.destroy(tenant, subject);
  }

  /** What a majority has: a key that one server alone knows may go with it, and with the key what it has sealed. */
  private async find(tenant: string, subject: string): Promise<Key | typeof DESTROYED | undefined> {
    const kept = await this.keys.findOne({ _id: idOf(tenant, subject) }, { readConcern: { level: 'majority' } });
    return kept ? living(kept) : undefined;
  }

  /** Where another's is there already this changes nothing, and is acknowledged when a majority has that one. */
  private async make(tenant: string, subject: string): Promise<Key | typeof DESTROYED> {
    const key = new Binary(randomBytes(32));
    await this.upsert(tenant, subject, { $setOnInsert: { tenant, subject, key } });
    const made = await this.find(tenant, subject);
    if (made === undefined) throw new Error(`the key of ${subject} was not kept`);
    return made;
  }

  private async upsert(tenant: string, subject: string, update: UpdateFilter<Kept>): Promise<void> {
    const once = () => this.keys.updateOne({ _id: idOf(tenant, subject) }, update, { upsert: true });
    await once().catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return once();
    });
  }
}
