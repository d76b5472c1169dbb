/** How entries are loaded. */
export interface Choice {
  /** Leaves what is there already as it is. */
  readonly keep?: boolean;
  /** A position whose events the entries rest on. */
  readonly after?: string | undefined;
}
