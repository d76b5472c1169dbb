/** Content under way. `version` is the one that its publication will make; `arriving` is content whose last part is yet to come. */
export interface Writing<Content> {
  readonly status: 'arriving' | 'draft' | 'submitted' | 'approved';
  readonly version: number;
  readonly draftedAt: string;
  /** What the last review said. */
  readonly note: string | null;
  readonly content: Content;
}
/** Published, and no draft since: the version is remembered, for the next one to be counted. */
export interface Published {
  readonly status: 'published';
  readonly version: number;
}
export type Draft<Content> = Writing<Content> | Published;

export const drafted = <Content>(
  before: Draft<Content> | undefined,
  content: Content,
  draftedAt: string,
  status: 'arriving' | 'draft' = 'draft',
): Draft<Content> => {
  if (before === undefined) return { status, version: 1, draftedAt, note: null, content };
  if (before.status === 'published') return { status, version: before.version + 1, draftedAt, note: null, content };
  return { ...before, status, draftedAt, content };
};

/** What became of a draft; there is none to move once it is published. */
export const moved = <Content>(
  draft: Draft<Content> | undefined,
  change: Partial<Pick<Writing<Content>, 'status' | 'note'>>,
): Draft<Content> | undefined =>
  draft === undefined || draft.status === 'published' ? draft : { ...draft, ...change };
