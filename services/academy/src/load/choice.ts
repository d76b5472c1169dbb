/** How entries are loaded. */
export interface Choice {
  /** Leaves what is there already as it is. */
  readonly keep?: boolean;
}
