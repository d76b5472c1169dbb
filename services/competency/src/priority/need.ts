/** What priority rules go by, of one domain. */
export interface DomainNeed {
  /** Levels below the target; null without one. */
  readonly gap: number | null;
  readonly score: number | null;
  /** The domain's answer in the latest complete self-assessment; null without one. */
  readonly rating: DomainRating | null;
}
export interface DomainRating {
  readonly confident: boolean;
  readonly hesitationMs: number | null;
}

/** Domains in the framework's order to their priorities in the same order: 1 first, null for none. */
export type Prioritise = (domains: readonly DomainNeed[]) => readonly (number | null)[];
