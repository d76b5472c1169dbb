import { developmentTokens } from './development.js';
import { byPublishedKeys, type Issuer, type Verify } from './verify.js';

/** An identity provider: what its tokens say of it and of us, and where it publishes its keys. */
export interface Provider extends Issuer {
  readonly jwks: URL;
}

/** Whose tokens are taken: those of an identity provider where there is one, else those made for the data folder. */
export const tokensFor = (folder: string, provider: Provider | undefined): Verify =>
  provider ? byPublishedKeys(provider.jwks, provider) : developmentTokens(folder);
