import { expect, test } from '@jest/globals';
import { createFaults, parseFaultRates } from '../../src/sandbox/tenant.ts';
import { MONDAY, withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const ROOT = 'deviceManagement/virtualEndpoint';

function reprovision({ graph, tenant }: OpenSandbox, index = 0) {
  return graph(`v1.0/${ROOT}/cloudPCs/${tenant.cloudPcs[index]?.id}/reprovision`, { method: 'POST', body: {} });
}

test('a throttled request says when to come again and has no effect', async () => {
  await withSandbox(async (sandbox) => {
    sandbox.tenant.faults.next('reprovision', '429');
    const { status, headers } = await reprovision(sandbox);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(sandbox.tenant.wipes).toEqual([]);
    expect((await reprovision(sandbox)).status).toBe(204);
  });
});

test.each(['drop-after-effect', '504-after-effect'] as const)(
  '%s wipes although the caller hears of no success',
  async (kind) => {
    await withSandbox(async (sandbox) => {
      sandbox.tenant.faults.next('reprovision', kind);
      if (kind === '504-after-effect') expect((await reprovision(sandbox)).status).toBe(504);
      else await expect(reprovision(sandbox)).rejects.toThrow();
      expect(sandbox.tenant.wipes).toHaveLength(1);
    });
  },
);

test('a connection that drops before the effect wipes nothing', async () => {
  await withSandbox(async (sandbox) => {
    sandbox.tenant.faults.once({ match: (method) => method === 'POST', kind: 'drop-before-effect' });
    await expect(reprovision(sandbox)).rejects.toThrow();
    expect(sandbox.tenant.wipes).toEqual([]);
  });
});

test('a stuck rebuild never ends by itself, until somebody helps', async () => {
  await withSandbox(async (sandbox) => {
    const { tenant, clock } = sandbox;
    tenant.faults.next('reprovision', 'stuck');
    await reprovision(sandbox);
    clock.advanceTo(MONDAY + 7 * 86_400_000);
    tenant.step();
    const [cloudPc] = tenant.cloudPcs;
    expect(cloudPc?.status).toBe('provisioning');
    tenant.finishProvisioning(cloudPc?.id ?? '');
    expect(cloudPc?.rebuild).toBeNull();
    expect(cloudPc?.status).toMatch(/^provisioned/);
  });
});

test('a fault inside a batch hits its entry alone', async () => {
  await withSandbox(async (sandbox) => {
    const { graph, tenant } = sandbox;
    tenant.faults.next('reprovision', 'drop-after-effect');
    const ids = tenant.cloudPcs.slice(0, 2).map(({ id }) => id);
    const requests = ids.map((id) => ({
      id,
      method: 'POST',
      url: `/${ROOT}/cloudPCs/${id}/reprovision`,
      body: {},
      headers: { 'Content-Type': 'application/json' },
    }));
    const { status, body } = await graph('v1.0/$batch', { method: 'POST', body: { requests } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      responses: [
        { id: ids[0], status: 504 },
        { id: ids[1], status: 204 },
      ],
    });
    expect(tenant.wipes).toHaveLength(2);
  });
});

test('a batch of more than 20, with a doubled id or a body without a type is a 400', async () => {
  await withSandbox(async ({ graph }) => {
    const entry = (id: string) => ({ id, method: 'GET', url: '/users/none' });
    const send = async (requests: unknown[]) =>
      (await graph('v1.0/$batch', { method: 'POST', body: { requests } })).status;
    expect(await send(Array.from({ length: 21 }, (_, index) => entry(String(index))))).toBe(400);
    expect(await send([entry('1'), entry('1')])).toBe(400);
    expect(await send([{ ...entry('1'), body: {} }])).toBe(400);
    expect(await send([entry('1'), entry('2')])).toBe(200);
  });
});

test('an entry of a batch whose predecessor failed is not run', async () => {
  await withSandbox(async ({ graph, tenant }) => {
    const url = `/${ROOT}/cloudPCs/${tenant.cloudPcs[0]?.id}/reprovision`;
    const headers = { 'Content-Type': 'application/json' };
    const requests = [
      { id: '1', method: 'GET', url: '/users/none' },
      { id: '2', method: 'POST', url, body: {}, headers, dependsOn: ['1'] },
    ];
    const { body } = await graph('v1.0/$batch', { method: 'POST', body: { requests } });
    expect(body).toMatchObject({ responses: [{ status: 404 }, { status: 424 }] });
    expect(tenant.wipes).toEqual([]);
  });
});

test('the same seed makes the same faults', () => {
  const draw = (seed: number) => {
    const faults = createFaults({ seed, rates: { '429': 0.2, '503': 0.1 } });
    return Array.from({ length: 200 }, () => faults.takeForRequest('GET', '/x') ?? '-').join();
  };
  expect(draw(7)).toBe(draw(7));
  expect(draw(7)).not.toBe(draw(8));
  expect(draw(7)).toContain('429');
});

test('a read never meets a fault after its effect', () => {
  const faults = createFaults({ seed: 1, rates: { 'timeout-after-effect': 1 } });
  expect(faults.takeForRequest('GET', '/x')).toBeUndefined();
  expect(faults.takeForRequest('POST', '/x')).toBe('timeout-after-effect');
});

test('shares of faults are read from text, and nonsense is refused', () => {
  expect(parseFaultRates('429=0.05, stuck=1,lost-notice=0')).toEqual({ '429': 0.05, stuck: 1, 'lost-notice': 0 });
  expect(parseFaultRates('')).toEqual({});
  for (const text of ['429', '429=', '=0.1', '429=2', '429=x']) expect(() => parseFaultRates(text)).toThrow(RangeError);
});
