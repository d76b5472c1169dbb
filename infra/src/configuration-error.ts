/** What somebody set cannot be done; its words are for them. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
