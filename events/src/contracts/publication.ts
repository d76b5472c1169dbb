import type { Recorded } from '../kernel/message.js';
import type { WorkingViews } from '../views/projection.js';
import type { ViewKey } from '../ports/view-store.js';
import { joined, type FrameworkContent, type FrameworkPublished, type FrameworkSlice } from './framework.js';

/** A publication as its parts arrive: complete once `content` is there. Every service folds it into a view of its own. */
export interface Publication {
  readonly framework: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly slices: readonly FrameworkSlice[];
  readonly content: FrameworkContent | null;
}

export const publicationAfter = (
  before: Publication | undefined,
  { data: { framework, version, part, parts, content } }: FrameworkPublished,
  publishedAt: string,
): Publication => {
  const slices = part === 1 ? [content] : [...(before?.slices ?? []), content];
  const complete = part === parts;
  return { framework, version, publishedAt, slices: complete ? [] : slices, content: complete ? joined(slices) : null };
};

/** A publication of which every part has come. */
export interface Whole extends Publication {
  readonly content: FrameworkContent;
}

export const comingAt = ({ data, meta }: Recorded<FrameworkPublished>): ViewKey<'coming'> => ({
  view: 'coming',
  tenant: meta.tenant,
  key: data.framework,
});

/**
 * A publication once its last part has come. Until then its parts wait in a view `coming`, which a projection of whole
 * publications has beside its own.
 */
export const wholeAfter = (
  views: WorkingViews<{ readonly coming: Publication }>,
  event: Recorded<FrameworkPublished>,
): Whole | undefined => {
  const at = comingAt(event);
  const { content, ...publication } = publicationAfter(views.get(at), event, event.meta.recordedAt);
  if (content) views.delete(at);
  else views.put(at, { ...publication, content });
  return content ? { ...publication, content } : undefined;
};
