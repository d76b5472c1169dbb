import { UnfitDocumentError, type Put, type ViewKey } from '@proficio/events';
import { scalar, type Scalar } from '../paging/total-order.js';

/**
 * A view's document as it lies in MongoDB: its JSON, the fields that indexes sort by beside it, and the position of the
 * batch that wrote it. One that was deleted keeps its position alone, so that who wrote it before cannot bring it back,
 * and is in no index's reach.
 */
export interface Kept {
  readonly _id: string;
  readonly pos: bigint;
  readonly tenant?: string;
  readonly doc?: string;
  readonly [field: `by:${string}`]: Scalar;
}

/** Sorts as tenant, then key; no tenant has a NUL. */
export const idOf = ({ tenant, key }: Pick<ViewKey, 'tenant' | 'key'>): string => `${tenant}\0${key}`;
export const keyIn = (tenant: string, id: string): string => id.slice(tenant.length + 1);
export const tenantIn = (id: string): string => id.slice(0, id.indexOf('\0'));

/** Neither a dot nor a dollar means to MongoDB what it means in a document's field. */
export const fieldOf = (field: string): `by:${string}` => `by:${encodeURIComponent(field).replaceAll('.', '%2E')}`;

export const keptOf = ({ view, tenant, key, doc }: Put, fields: readonly string[], pos: bigint): Kept => ({
  _id: idOf({ tenant, key }),
  pos,
  tenant,
  doc: textOf({ view, tenant, key, doc }),
  ...fieldsOf(doc, fields, `${view} ${key}`),
});

export const fieldsOf = (doc: unknown, fields: readonly string[], whose: string): Pick<Kept, `by:${string}`> =>
  Object.fromEntries(fields.map((field) => [fieldOf(field), scalar(doc, field, whose)]));

export const tombstoneOf = (key: ViewKey, pos: bigint): Kept => ({ _id: idOf(key), pos });

const textOf = ({ view, key, doc }: Put): string => {
  try {
    const text = JSON.stringify(doc) as string | undefined;
    if (text !== undefined) return text;
  } catch (cause) {
    throw new UnfitDocumentError(`${view} ${key} is no JSON`, { cause });
  }
  throw new UnfitDocumentError(`${view} ${key} is no JSON`);
};
