import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { APP_ID, openDoor, TENANT_ID } from './door-world.ts';
import type { DoorWorld } from './door-world.ts';

let world: DoorWorld;

beforeAll(async () => {
  // The SDK writes the public key to the console when a signature is wrong.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await openDoor();
});
afterAll(() => world.close());

interface Knock {
  readonly body: unknown;
  readonly authorization?: string | undefined;
}

async function knock({ body, authorization }: Knock): Promise<number> {
  const answer = await world.post(body, authorization);
  const text = await answer.text();
  if (answer.status >= 400) expect(text).not.toMatch(/token|issuer|tenant|audience|expired|key|Error/i);
  return answer.status;
}

const bearer = (token: string): string => `Bearer ${token}`;
const good = (): Knock => ({ body: world.activity(), authorization: bearer(world.sign()) });

test('an activity that the channel signed for this bot and this tenant comes in', async () => {
  const before = world.seen.length;
  expect(await knock(good())).toBe(200);
  expect(world.seen.length).toBe(before + 1);
});

test('a token that ran out less than five minutes ago is forgiven, as clocks differ', async () => {
  const authorization = bearer(world.sign({ expiresInSeconds: -200 }));
  expect(await knock({ body: world.activity(), authorization })).toBe(200);
});

const ATTACKS: readonly [string, number, () => Knock][] = [
  ['no token', 401, () => ({ body: world.activity() })],
  ['an empty header', 401, () => ({ body: world.activity(), authorization: '' })],
  ['another scheme', 401, () => ({ body: world.activity(), authorization: `Basic ${world.sign()}` })],
  ['a token in two parts', 401, () => ({ body: world.activity(), authorization: bearer('eyJh.eyJh') })],
  ['a token of rubbish', 401, () => ({ body: world.activity(), authorization: bearer('a.b.c') })],
  ['a token of 9 KB', 401, () => ({ body: world.activity(), authorization: bearer(`${'a'.repeat(9000)}.b.c`) })],
  ['an expired token', 401, () => signed({ expiresInSeconds: -301 })],
  ['a token without expiry', 401, () => signed({ expiresInSeconds: null })],
  [
    'an expiry that is text',
    401,
    () => signed({ expiresInSeconds: null, claims: { exp: '99999999999' } }, 'unchecked'),
  ],
  ['a token for later', 401, () => signed({ notBeforeInSeconds: 1000 })],
  ['another issuer', 401, () => signed({ issuer: 'https://evil.example' })],
  ['an issuer that looks alike', 401, () => signed({ issuer: 'https://api.botframework.com/' })],
  ['an emulator token', 401, () => signed(emulatorClaims(TENANT_ID))],
  ['an emulator token of any tenant', 401, () => signed(emulatorClaims(randomUUID()))],
  ['a skill token', 401, () => signed({ ...emulatorClaims(TENANT_ID), claims: { appid: randomUUID(), ver: '1.0' } })],
  ['a token for another bot', 401, () => ({ body: world.activity(), authorization: bearer(signFor(randomUUID())) })],
  ['no algorithm', 401, () => ({ body: world.activity(), authorization: bearer(`${signNone()}x`) })],
  ['no algorithm and no signature', 401, () => ({ body: world.activity(), authorization: bearer(signNone()) })],
  ['the public key as a shared secret', 401, () => ({ body: world.activity(), authorization: bearer(signShared()) })],
  ['a foreign key under our key id', 401, () => signed({ withForeignKey: true })],
  ['an unknown key id', 401, () => signed({ keyId: 'nobody' })],
  ['a changed token', 401, () => ({ body: world.activity(), authorization: bearer(tamper(world.sign())) })],
  [
    'no service address in the token',
    401,
    () => ({ body: world.activity(), authorization: bearer(world.sign({}, null)) }),
  ],
  [
    'another service address in the token',
    401,
    () => ({ body: world.activity(), authorization: bearer(world.sign({}, 'https://smba.trafficmanager.net/x/')) }),
  ],
  [
    'a service address without its slash',
    401,
    () => ({
      body: world.activity({ serviceUrl: world.serviceUrl.slice(0, -1) }),
      authorization: bearer(world.sign()),
    }),
  ],
  ['no service address in the activity', 400, () => withActivity({ serviceUrl: undefined })],
  ['a service host nobody allowed', 403, () => withAddress('https://evil.example/teams/')],
  ['a service host that only ends like ours', 403, () => withAddress('https://smba.trafficmanager.net.evil.example/')],
  ['plain http to an allowed host', 403, () => withAddress('http://smba.trafficmanager.net/teams/')],
  [
    'plain http to an allowed loopback host that is not listed for it',
    403,
    () => withAddress('http://127.0.0.1:9/teams/'),
  ],
  ['a user name in the service address', 403, () => withAddress('https://x:y@smba.trafficmanager.net/teams/')],
  ['another channel', 403, () => withActivity({ channelId: 'webchat' })],
  ['the channel that skips the checks of the SDK', 403, () => withActivity({ channelId: 'AseChannel' })],
  [
    'another tenant',
    403,
    () => withActivity({ conversation: { id: 'a:chat', tenantId: randomUUID() }, channelData: {} }),
  ],
  ['two tenants', 403, () => withActivity({ channelData: { tenant: { id: randomUUID() } } })],
  ['no tenant', 403, () => withActivity({ conversation: { id: 'a:chat' }, channelData: {} })],
  ['no type', 400, () => withActivity({ type: undefined })],
  ['no id', 400, () => withActivity({ id: undefined })],
  ['no conversation', 400, () => withActivity({ conversation: undefined })],
  ['no sender', 400, () => withActivity({ from: {} })],
  ['a sender whose directory id is no id', 400, () => withActivity({ from: { id: '29:x', aadObjectId: 'admin' } })],
  ['answers in the response', 400, () => withActivity({ deliveryMode: 'expectReplies' })],
  ['a list', 400, () => ({ ...good(), body: [] })],
  ['text', 400, () => ({ ...good(), body: '"hello"' })],
  ['broken JSON', 400, () => ({ ...good(), body: '{"type":' })],
  ['300 KB', 413, () => ({ ...good(), body: { ...world.activity(), text: 'x'.repeat(300_000) } })],
];

test.each(ATTACKS)('%s is answered %i and the bot does not run', async (_name, status, attack) => {
  const before = world.seen.length;
  expect(await knock(attack())).toBe(status);
  expect(world.seen.length).toBe(before);
});

test('no token ever stands in the log', () => {
  expect(world.logLines.length).toBeGreaterThan(20);
  expect(world.logLines.join('\n')).not.toMatch(/eyJ/);
});

test('tokens of ever new tenants do not make the process grow: the SDK never sees them', async () => {
  for (let count = 0; count < 20; count += 1) expect(await knock(signed(emulatorClaims(randomUUID())))).toBe(401);
  expect(await knock(good())).toBe(200);
});

type Overrides = NonNullable<Parameters<DoorWorld['sign']>[0]>;

function signed(overrides: Overrides, library: 'checked' | 'unchecked' = 'checked'): Knock {
  const token = library === 'checked' ? world.sign(overrides) : withTextExpiry(world.sign());
  return { body: world.activity(), authorization: bearer(token) };
}

function withActivity(change: Readonly<Record<string, unknown>>): Knock {
  return { body: world.activity(change), authorization: bearer(world.sign()) };
}

function withAddress(serviceUrl: string): Knock {
  return { body: world.activity({ serviceUrl }), authorization: bearer(world.sign({}, serviceUrl)) };
}

function emulatorClaims(tenantId: string): Overrides {
  const claims = { appid: APP_ID, tid: tenantId, ver: '1.0' };
  return { issuer: `https://sts.windows.net/${tenantId}/`, claims };
}

function signFor(audience: string): string {
  return world.tokens.signActivityToken({ audience, serviceUrl: world.serviceUrl });
}

function signNone(): string {
  return world.sign({ algorithm: 'none' });
}

function signShared(): string {
  return world.sign({ algorithm: 'HS256' });
}

function tamper(token: string): string {
  const [header = '', , signature = ''] = token.split('.');
  const claims = { ...(jwt.decode(token) as jwt.JwtPayload), serviceurl: world.serviceUrl, aud: APP_ID, more: true };
  return [header, encode(claims), signature].join('.');
}

function withTextExpiry(token: string): string {
  const [header = '', , signature = ''] = token.split('.');
  return [header, encode({ ...(jwt.decode(token) as jwt.JwtPayload), exp: '99999999999' }), signature].join('.');
}

function encode(claims: object): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}
