import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { SANDBOX_BOT_APP_ID } from '../../src/sandbox/ids.ts';
import type { ActivityTokenRequest } from '../../src/sandbox/teams/tokens.ts';
import { fetchBotToken, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
beforeAll(async () => {
  world = await startTeamsWorld();
});
afterAll(() => world.close());

async function fetchJson(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

async function fetchKey(): Promise<JsonWebKey & { kid: string; endorsements: string[] }> {
  const metadata = await fetchJson(world.teams.urls().openIdMetadataUrl);
  const { keys } = await fetchJson(String(metadata['jwks_uri']));
  const [key] = keys as (JsonWebKey & { kid: string; endorsements: string[] })[];
  if (key === undefined) throw new Error('no key is published');
  return key;
}

function sign(over: Partial<ActivityTokenRequest> = {}): string {
  const request = { audience: SANDBOX_BOT_APP_ID, serviceUrl: world.teams.urls().serviceUrl, ...over };
  return world.teams.tokens.signActivityToken(request);
}

test('the metadata names the channel as issuer and RS256 as its only algorithm', async () => {
  const metadata = await fetchJson(world.teams.urls().openIdMetadataUrl);
  expect(metadata).toMatchObject({
    issuer: 'https://api.botframework.com',
    id_token_signing_alg_values_supported: ['RS256'],
  });
});

test('a signed activity token verifies against the published key and carries the service URL', async () => {
  const key = await fetchKey();
  expect(key.endorsements).toEqual(['msteams']);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const claims = jwt.verify(sign(), publicKey, { algorithms: ['RS256'], audience: SANDBOX_BOT_APP_ID });
  expect(claims).toMatchObject({ iss: 'https://api.botframework.com', serviceurl: world.teams.urls().serviceUrl });
});

test.each([
  ['a foreign key', { withForeignKey: true }],
  ['the public key as a shared secret', { algorithm: 'HS256' as const }],
  ['no signature', { algorithm: 'none' as const }],
  ['an expiry in the past', { expiresInSeconds: -600 }],
  ['a start in the future', { notBeforeInSeconds: 600 }],
])('a token with %s does not verify', async (_name, overrides) => {
  const publicKey = createPublicKey({ key: await fetchKey(), format: 'jwk' });
  expect(() => jwt.verify(sign({ overrides }), publicKey, { algorithms: ['RS256'] })).toThrow();
});

test('claims can be left out and added', () => {
  const token = sign({ serviceUrl: null, overrides: { expiresInSeconds: null, claims: { tid: 'x' } } });
  const claims = jwt.decode(token) as Record<string, unknown>;
  expect(claims).toMatchObject({ tid: 'x' });
  expect(claims).not.toHaveProperty('exp');
  expect(claims).not.toHaveProperty('serviceurl');
});

test('the token endpoint serves the bot alone, and by client credentials alone', async () => {
  const good = await fetchBotToken(world.teams);
  expect(good.status).toBe(200);
  expect(await good.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  const foreign = await fetchBotToken(world.teams, { client_id: 'somebody-else' });
  const password = await fetchBotToken(world.teams, { grant_type: 'password' });
  expect([foreign.status, password.status]).toEqual([400, 400]);
});

test('a token for another audience is no token for the connector', async () => {
  const { access_token } = (await (await fetchBotToken(world.teams, { scope: 'https://graph.x/.default' })).json()) as {
    access_token: string;
  };
  expect(world.teams.tokens.readBotToken(access_token)).toBeUndefined();
});
