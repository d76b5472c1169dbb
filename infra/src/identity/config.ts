import { developmentTokens } from './development.js';
import { byPublishedKeys, type Verify } from './verify.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says cannot be done; its words are for whoever set it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

const SETTINGS = ['PROFICIO_ISSUER', 'PROFICIO_AUDIENCE', 'PROFICIO_JWKS_URL'] as const;

/**
 * Whose tokens are taken: those of an identity provider where all of `PROFICIO_ISSUER`, `PROFICIO_AUDIENCE` and
 * `PROFICIO_JWKS_URL` are set, else those made for the data folder.
 * @throws ConfigurationError where only some are set, or the URL is none
 */
export const tokensFor = (folder: string, environment: Environment): Verify => {
  const [issuer, audience, jwks] = SETTINGS.map((name) => environment[name]);
  if (issuer && audience && jwks) return byPublishedKeys(urlOf(jwks), { issuer, audience });
  const missing = SETTINGS.filter((name) => !environment[name]);
  if (missing.length < SETTINGS.length)
    throw new ConfigurationError(`an identity provider needs ${missing.join(', ')} too`);
  return developmentTokens(folder);
};

const urlOf = (text: string): URL => {
  if (URL.canParse(text)) return new URL(text);
  throw new ConfigurationError('PROFICIO_JWKS_URL is not a URL');
};
