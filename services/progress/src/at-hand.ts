/**
 * A document that is at hand already, or one that is read at the first look and then kept. A page of entities has its
 * documents, a mutation's answer has not; fields tell of both alike, and without a promise where none is needed.
 */
export type AtHand<Doc extends object | undefined> = { readonly doc: Doc } | { readonly read: () => Promise<Doc> };

export const atHand = <Doc extends object | undefined>(doc: Doc): AtHand<Doc> => ({ doc });

/** Reads once, however many fields look. */
export const whenAsked = <Doc extends object | undefined>(read: () => Promise<Doc>): AtHand<Doc> => {
  let reading: Promise<Doc> | undefined;
  return { read: () => (reading ??= read()) };
};

export const tell = <Doc extends object | undefined, T>(
  from: AtHand<Doc>,
  told: (doc: Doc) => T | Promise<T>,
): T | Promise<T> => ('doc' in from ? told(from.doc) : from.read().then(told));
