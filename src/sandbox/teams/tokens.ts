import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** Issuer of every token that the Bot Framework channel signs. Source: "Authentication with the Bot Connector API". */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

/** Audience of the token with which a bot calls the connector. Source: the same page. */
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';

const TOKEN_LIFETIME_SECONDS = 3600;

/** What may be bent in an activity token, so that tests can attack the bot's door. `null` leaves a claim out. */
export type TokenOverrides = {
  readonly issuer?: string;
  readonly expiresInSeconds?: number | null;
  readonly notBeforeInSeconds?: number;
  readonly algorithm?: 'RS256' | 'HS256' | 'none';
  readonly keyId?: string;
  readonly withForeignKey?: boolean;
  readonly claims?: Readonly<Record<string, unknown>>;
};

export type ActivityTokenRequest = {
  readonly audience: string;
  readonly serviceUrl: string | null;
  readonly overrides?: TokenOverrides;
};

export type PublishedKey = JsonWebKey & {
  readonly kid: string;
  readonly use: 'sig';
  readonly endorsements: readonly string[];
};

export type TokenIssuer = {
  /** The key set that the bot fetches; the key is endorsed for `msteams` only. */
  publishedKeys(): readonly PublishedKey[];
  /** Signs the token that comes with an activity. Lives by the machine's clock, as the bot checks it against that one. */
  signActivityToken(request: ActivityTokenRequest): string;
  /** Issues what the token endpoint gives a bot: `appid` and an audience derived from the asked scope. */
  issueBotToken(request: { readonly appId: string; readonly audience: string }): IssuedToken;
  /** The app id of a token that this issuer gave for the connector and that has not expired, else undefined. */
  readBotToken(token: string): string | undefined;
};

export type IssuedToken = {
  readonly token: string;
  readonly expiresInSeconds: number;
};

type SigningKey = {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

export function createTokenIssuer(): TokenIssuer {
  const key = createSigningKey();
  return {
    publishedKeys: () => [publishKey(key)],
    signActivityToken: (request) => signActivityToken(key, request),
    issueBotToken: ({ appId, audience }) => issueBotToken(key, appId, audience),
    readBotToken: (token) => readBotToken(key, token),
  };
}

function createSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid: randomUUID(), privateKey, publicKey: createPublicKey(privateKey) };
}

function publishKey(key: SigningKey): PublishedKey {
  return { ...key.publicKey.export({ format: 'jwk' }), kid: key.kid, use: 'sig', endorsements: ['msteams'] };
}

function signActivityToken(key: SigningKey, request: ActivityTokenRequest): string {
  const overrides = request.overrides ?? {};
  const now = Math.floor(Date.now() / 1000);
  const lifetime = overrides.expiresInSeconds === undefined ? TOKEN_LIFETIME_SECONDS : overrides.expiresInSeconds;
  const claims = {
    iss: overrides.issuer ?? CHANNEL_ISSUER,
    aud: request.audience,
    nbf: now + (overrides.notBeforeInSeconds ?? -60),
    ...(request.serviceUrl === null ? {} : { serviceurl: request.serviceUrl }),
    ...(lifetime === null ? {} : { exp: now + lifetime }),
    ...overrides.claims,
  };
  const algorithm = overrides.algorithm ?? 'RS256';
  const secret = chooseSecret(overrides.withForeignKey === true ? createSigningKey() : key, algorithm);
  return jwt.sign(claims, secret, { algorithm, keyid: overrides.keyId ?? key.kid, noTimestamp: true });
}

/** HS256 is signed with the public key as its secret: the classic confusion of a public key with a shared one. */
function chooseSecret(key: SigningKey, algorithm: 'RS256' | 'HS256' | 'none'): KeyObject | string {
  if (algorithm === 'RS256') return key.privateKey;
  if (algorithm === 'none') return '';
  return key.publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

function issueBotToken(key: SigningKey, appId: string, audience: string): IssuedToken {
  const options = { algorithm: 'RS256', keyid: key.kid, expiresIn: TOKEN_LIFETIME_SECONDS } as const;
  const token = jwt.sign({ aud: audience, appid: appId }, key.privateKey, options);
  return { token, expiresInSeconds: TOKEN_LIFETIME_SECONDS };
}

function readBotToken(key: SigningKey, token: string): string | undefined {
  try {
    const claims = jwt.verify(token, key.publicKey, { algorithms: ['RS256'], audience: CONNECTOR_AUDIENCE });
    return typeof claims === 'object' && typeof claims['appid'] === 'string' ? claims['appid'] : undefined;
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) return undefined;
    throw error;
  }
}
