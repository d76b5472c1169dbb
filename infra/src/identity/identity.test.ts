import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { authenticator } from './authenticate.js';
import { tokensFor } from './config.js';
import { DEVELOPMENT, developmentTokens, mintToken } from './development.js';
import { byPublishedKeys, IdentityProviderError, UnauthenticatedError } from './verify.js';

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'proficio-identity-'));
  folders.push(path);
  return path;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

const ada = { subject: 'ada', role: 'learner', tenant: 'academy' };

describe('development', () => {
  test('a token made for the folder is taken, by its claims', async () => {
    const path = folder();
    const { claims } = await developmentTokens(path)(await mintToken(path, ada));
    expect(claims).toMatchObject({ sub: 'ada', role: 'learner', tenant: 'academy', iss: DEVELOPMENT.issuer });
  });
  test('the key is for its owner alone, and stays', async () => {
    const path = folder();
    const verify = developmentTokens(path);
    const key = join(path, 'identity.key');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const before = readFileSync(key, 'utf8');
    await expect(verify(await mintToken(path, ada))).resolves.toBeDefined();
    expect(readFileSync(key, 'utf8')).toBe(before);
  });

  const path = folder();
  const secret = async () => {
    await mintToken(path, ada);
    return Buffer.from(readFileSync(join(path, 'identity.key'), 'utf8').trim(), 'base64url');
  };
  const signed = async (change: (token: SignJWT) => SignJWT, alg = 'HS256') =>
    change(
      new SignJWT({ tenant: 'academy', role: 'learner' })
        .setProtectedHeader({ alg })
        .setIssuer(DEVELOPMENT.issuer)
        .setAudience(DEVELOPMENT.audience)
        .setSubject('ada')
        .setExpirationTime('1h'),
    ).sign(await secret());
  const bad: Readonly<Record<string, () => Promise<string>>> = {
    'another folder’s key': () => mintToken(folder(), ada),
    'another issuer': () => signed((token) => token.setIssuer('someone')),
    'another audience': () => signed((token) => token.setAudience('something')),
    expired: () => mintToken(path, { ...ada, lifetime: -60 }),
    'without an end': () =>
      signed((token) =>
        new SignJWT({ iss: DEVELOPMENT.issuer, sub: 'ada', aud: DEVELOPMENT.audience }).setProtectedHeader({
          alg: token ? 'HS256' : '',
        }),
      ),
    'not yet valid': () => signed((token) => token.setNotBefore('1h')),
    unsigned: async () =>
      new UnsecuredJWT({})
        .setIssuer(DEVELOPMENT.issuer)
        .setAudience(DEVELOPMENT.audience)
        .setSubject('ada')
        .setExpirationTime('1h')
        .encode(),
    'another algorithm': () => signed((token) => token, 'HS512'),
    changed: async () =>
      (await mintToken(path, ada))
        .replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
        .replace(/\.(.)/, (_, first: string) => `.${first === 'e' ? 'f' : 'e'}`),
    'no token': async () => 'a.b.c',
    empty: async () => '',
  };
  test.each(Object.keys(bad))('%s is refused', async (name) => {
    const token = (await bad[name]?.()) ?? '';
    await expect(developmentTokens(path)(token)).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});

describe('an identity provider', () => {
  const keys = generateKeyPair('ES256');
  let served = 200;
  const server = createServer((_request, response) => {
    void keys
      .then(({ publicKey }) => exportJWK(publicKey))
      .then((jwk) => response.writeHead(served).end(JSON.stringify({ keys: [{ ...jwk, kid: 'one', alg: 'ES256' }] })));
  });
  const issuer = { issuer: 'https://login.example', audience: 'proficio' };
  let jwks: URL;
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    jwks = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
  });
  afterAll(() => server.close());
  const token = async (kid = 'one', key = keys) =>
    new SignJWT({ tenant: 'academy', role: 'LEARNER' })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setSubject('ada@example.org')
      .setExpirationTime('1h')
      .sign((await key).privateKey);

  test('its tokens are taken', async () =>
    expect((await byPublishedKeys(jwks, issuer)(await token())).claims.sub).toBe('ada@example.org'));
  test('a key it does not publish, and one that is not its own', async () => {
    const verify = byPublishedKeys(jwks, issuer);
    await expect(verify(await token('two'))).rejects.toBeInstanceOf(UnauthenticatedError);
    await expect(verify(await token('one', generateKeyPair('ES256')))).rejects.toBeInstanceOf(UnauthenticatedError);
  });
  test('tokens of a data folder are not taken beside it', async () =>
    expect(byPublishedKeys(jwks, { ...issuer, ...DEVELOPMENT })(await mintToken(folder(), ada))).rejects.toBeInstanceOf(
      UnauthenticatedError,
    ));
  test('when it is out of reach, nobody is accused', async () => {
    served = 500;
    await expect(byPublishedKeys(jwks, issuer)(await token())).rejects.toBeInstanceOf(IdentityProviderError);
    served = 200;
    await expect(byPublishedKeys(new URL('http://127.0.0.1:1/'), issuer)(await token())).rejects.toBeInstanceOf(
      IdentityProviderError,
    );
  });
});

describe('configuration', () => {
  test('without an identity provider tokens are the folder’s own', async () => {
    const path = folder();
    await expect(tokensFor(path, undefined)(await mintToken(path, ada))).resolves.toBeDefined();
  });
});

describe('the caller behind a header', () => {
  const setUp = (most?: number) => {
    const verified: string[] = [];
    const verify = async (token: string) => {
      verified.push(token);
      return { claims: { sub: token }, expires: Date.now() + (token === 'short' ? 30 : 60_000) };
    };
    return {
      verified,
      whose: authenticator(verify, async ({ sub }) => (sub === 'nobody' ? undefined : { sub }), most),
    };
  };
  test('a token is verified once', async () => {
    const { verified, whose } = setUp();
    for (const _ of [1, 2, 3]) expect(await whose('Bearer abc')).toEqual({ sub: 'abc' });
    expect(verified).toEqual(['abc']);
  });
  test('but not beyond its end', async () => {
    const { verified, whose } = setUp();
    await whose('bearer short');
    await new Promise((resolve) => setTimeout(resolve, 40));
    await whose('Bearer short');
    expect(verified).toEqual(['short', 'short']);
  });
  test('few are remembered, the oldest forgotten first', async () => {
    const { verified, whose } = setUp(2);
    for (const token of ['a', 'b', 'c', 'c', 'a']) await whose(`Bearer ${token}`);
    expect(verified).toEqual(['a', 'b', 'c', 'a']);
  });
  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    `Bearer ${'a'.repeat(9000)}`,
    'Bearer nobody',
  ])('header %# names nobody', async (header) => {
    const { whose } = setUp();
    for (const _ of [1, 2]) await expect(whose(header)).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});
