import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { PERSONA_ADMIN, SANDBOX_BOT_APP_ID, SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import { ask, MONDAY, withSandbox } from '../support/sandbox.ts';

test('all six doors listen on loopback and are gone after closing', async () => {
  const tenant = createTenant({ clock: createManualClock(MONDAY) });
  const servers = await createSandboxServers({ tenant });
  const urls = [
    servers.graphUrl,
    servers.armUrl,
    servers.openIdMetadataUrl,
    servers.tokenUrl,
    servers.teamsServiceUrl,
    servers.controlUrl,
    servers.pricesUrl,
    servers.vaultUrl,
  ];
  expect(urls.every((url) => url.startsWith('http://127.0.0.1:'))).toBe(true);
  expect((await ask(servers.openIdMetadataUrl)).status).toBe(200);
  await servers.close();
  for (const url of urls) await expect(ask(url)).rejects.toThrow();
});

test('a taken port is an error that names it, and leaves no door open', async () => {
  await withSandbox(async ({ tenant, servers }) => {
    const taken = Number(new URL(servers.armUrl).port);
    const ports = { graph: 0, arm: taken, teams: 0, control: 0 };
    await expect(createSandboxServers({ tenant, ports })).rejects.toThrow(`port ${taken} is taken`);
  });
});

test('the control door tells and turns the clock, never back', async () => {
  await withSandbox(async ({ control, tenant, clock }) => {
    expect((await control('sandbox/clock')).body).toMatchObject({ now: MONDAY, isManual: true });
    const later = MONDAY + 3_600_000;
    expect((await control('sandbox/clock', { method: 'POST', body: { advanceTo: later } })).body).toMatchObject({
      now: later,
    });
    expect(clock.now()).toBe(later);
    expect((await control('sandbox/clock', { method: 'POST', body: { advanceTo: MONDAY } })).status).toBe(400);
    expect((await control('sandbox/clock', { method: 'POST', body: {} })).status).toBe(400);
    const { people } = (await control('sandbox/people')).body as { people: { id: string }[] };
    expect(people).toHaveLength(tenant.directory.all().length);
    expect(people.find(({ id }) => id === PERSONA_ADMIN)).toMatchObject({ groups: [{ displayName: 'Repave Admins' }] });
  });
});

test('faults are set through the control door', async () => {
  await withSandbox(async ({ control, graph, tenant }) => {
    const body = { rates: { stuck: 1 }, next: { operation: 'read', kind: '503' } };
    expect((await control('sandbox/faults', { method: 'POST', body })).status).toBe(200);
    expect(tenant.faults.rates()).toEqual({ stuck: 1 });
    const statuses = [(await graph('v1.0/users/none')).status, (await graph('v1.0/users/none')).status];
    expect(statuses).toEqual([503, 404]);
    expect((await control('sandbox/faults', { method: 'POST', body: { rates: { stuck: 7 } } })).status).toBe(400);
  });
});

test('ARM knows its images and its gallery, asks for an api version, and has one subscription', async () => {
  await withSandbox(async ({ arm }) => {
    const compute = (subscription: string) =>
      `subscriptions/${subscription}/resourceGroups/RG-golden-images/providers/microsoft.compute`;
    const images = `${compute(SANDBOX_SUBSCRIPTION_ID)}/images`;
    const good = await arm(`${images}/W11-Golden-2026-08?api-version=2026-04-01`);
    expect(good).toMatchObject({ status: 200, body: { properties: { hyperVGeneration: 'V2' } } });
    expect((await arm(images)).status).toBe(400);
    expect((await arm(`${compute('11111111-0000-0000-0000-000000000000')}/images?api-version=1`)).status).toBe(404);
    expect((await arm(images, { token: '' })).status).toBe(401);
  });
});

test('the standalone process prints its addresses in one line and ends on SIGTERM', async () => {
  const args = ['src/sandbox/standalone.ts', '--cloud-pcs', '12', '--speed', '0', '--faults', '429=1'];
  const child = spawn('node_modules/.bin/node', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const facts = JSON.parse(line) as Record<string, string>;
    expect(facts).toMatchObject({ botAppId: SANDBOX_BOT_APP_ID });
    expect((await ask(`${facts['graphUrl']}/v1.0/users/none`)).status).toBe(429);
    expect((await ask(`${facts['pricesUrl']}/api/retail/prices`)).status).toBe(200);
    expect((await ask(`${facts['vaultUrl']}/secrets/none?api-version=7.6`)).status).toBe(404);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
});
