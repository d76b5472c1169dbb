import type { Sealed } from '@proficio/events';
import { reveal, type Context, type PersonalText } from '@proficio/graph';

/** Opens one of a page's personal fields; the first look opens them all, with one look at the key store. */
export type Opener = (value: Sealed<string> | null) => Promise<PersonalText | null> | null;

export const openerOf = (context: Context, values: readonly (Sealed<string> | null)[]): Opener => {
  let opening: Promise<ReadonlyMap<Sealed<string>, PersonalText | null>> | undefined;
  const open = async () => {
    const sealed = values.filter((value) => value !== null);
    const texts = await reveal(context, sealed);
    return new Map(sealed.map((value, index) => [value, texts[index] ?? null] as const));
  };
  return (value) => (value === null ? null : (opening ??= open()).then((texts) => texts.get(value) ?? null));
};
