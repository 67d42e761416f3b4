import { expect, test } from '@jest/globals';
import type { ComputeManagementClient } from '@azure/arm-compute';
import { createArmClient } from '../../src/adapters/arm-client.ts';
import { SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import {
  codesOf,
  COMPUTE,
  dig,
  GROUP,
  MACHINE,
  machineBody,
  STANDARD,
  withAzure,
  type AzureTest,
} from './arm-world.ts';

/** The real client, which goes on asking at the addresses that the answers name; those lead to the sandbox too. */
function createClient({ servers: { armUrl } }: AzureTest): ComputeManagementClient {
  const client = createArmClient({ baseUrl: armUrl, cloud: 'global', credential: undefined }, SANDBOX_SUBSCRIPTION_ID);
  client.pipeline.addPolicy({
    name: 'showAddresses',
    async sendRequest(request, next) {
      const response = await next(request);
      for (const name of ['azure-asyncoperation', 'location']) {
        const value = response.headers.get(name);
        if (value !== undefined) response.headers.set(name, value.replace(armUrl, 'https://management.azure.com'));
      }
      return response;
    },
  });
  return client;
}

type Poller = {
  readonly isDone: boolean;
  readonly submitted: () => Promise<unknown>;
  readonly poll: () => Promise<unknown>;
};

/** Asks now and again, half a minute apart by the tenant's clock, until the operation has ended. */
async function waitFor({ pass }: AzureTest, poller: Poller): Promise<number> {
  await poller.submitted();
  let polls = 0;
  while (!poller.isDone && polls < 200) {
    pass(0.5);
    await poller.poll();
    polls += 1;
  }
  return polls;
}

const disk = 'vm-one-os';

test("Azure's own client makes a machine, looks at it, and removes it", () =>
  withAzure(async (azure) => {
    const { virtualMachines, disks } = createClient(azure);
    const made = virtualMachines.createOrUpdate('rg-image-build', 'vm-one', toSdk(), { ifNoneMatch: '*' });
    expect(await waitFor(azure, made)).toBeGreaterThan(3);
    expect(made.result).toMatchObject({ name: 'vm-one', provisioningState: 'Succeeded' });
    const stopped = virtualMachines.deallocate('rg-image-build', 'vm-one');
    await waitFor(azure, stopped);
    await virtualMachines.generalize('rg-image-build', 'vm-one');
    const view = await virtualMachines.instanceView('rg-image-build', 'vm-one');
    expect(view.statuses?.map(({ code }) => code)).toContain('OSState/generalized');
    const all = [];
    for await (const machine of virtualMachines.listAll()) all.push(machine.name);
    expect(all).toEqual(['vm-golden-master', 'vm-legacy-gen1', 'vm-multisession', 'vm-one']);
    expect((await disks.get('rg-image-build', disk)).managedBy).toBe(MACHINE);
    await waitFor(azure, virtualMachines.delete('rg-image-build', 'vm-one'));
    await expect(disks.get('rg-image-build', disk)).rejects.toMatchObject({ statusCode: 404 });
  }));

test("Azure's own client reads the output of the action", () =>
  withAzure(async (azure) => {
    const { virtualMachines } = createClient(azure);
    const input = { commandId: 'RunPowerShellScript', script: ['# repave:inspect 1', 'param()'] };
    const run = virtualMachines.runCommand('rg-golden-images', 'vm-golden-master', input);
    await waitFor(azure, run);
    expect(run.result?.value?.[0]?.message).toContain('<<repave:inspect:1');
  }));

function toSdk() {
  const { location, tags, properties } = machineBody({ securityProfile: STANDARD }) as {
    location: string;
    tags: Record<string, string>;
    properties: { networkProfile: { networkInterfaceConfigurations: { properties: object }[] } };
  };
  const [card] = properties.networkProfile.networkInterfaceConfigurations;
  const { ipConfigurations, ...flat } = card?.properties as {
    ipConfigurations: { name: string; properties: object }[];
  };
  const configuration = {
    name: 'vm-one-nic',
    ...flat,
    ipConfigurations: ipConfigurations.map((each) => ({ name: each.name, ...each.properties })),
  };
  return { location, tags, ...properties, networkProfile: { networkInterfaceConfigurations: [configuration] } };
}

test('an operation can be made to fail: its state, the machine and the history say why', () =>
  withAzure(async ({ send, pass, tenant, arm }) => {
    const failure = { code: 'AllocationFailed', message: 'There is no room for this size now.' };
    tenant.faults.nextOperation({ method: 'PUT', pathPattern: /virtualMachines\/vm-one$/i, ...failure });
    const begun = await send('PUT', MACHINE, machineBody());
    const address = new URL(begun.headers.get('azure-asyncoperation') ?? '');
    const look = () => arm(`${address.pathname.slice(1)}${address.search}`);
    expect((await look()).body).toMatchObject({ status: 'InProgress' });
    pass(5);
    expect((await look()).body).toMatchObject({ status: 'Failed', error: failure });
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))[0]).toBe('ProvisioningState/failed/AllocationFailed');
    expect(tenant.azure.history.at(-1)).toMatchObject({ act: 'failed', detail: 'AllocationFailed' });
    expect((await send('DELETE', MACHINE)).status).toBe(202);
    pass(5);
    expect((await send('PUT', MACHINE, machineBody())).status).toBe(201);
    pass(5);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))[0]).toBe('ProvisioningState/succeeded');
  }));

test.each([
  ['arm-create', 'PUT', MACHINE],
  ['arm-action', 'POST', `${MACHINE}/deallocate`],
  ['arm-run', 'POST', `${MACHINE}/runCommand`],
  ['arm-delete', 'DELETE', MACHINE],
  ['arm-read', 'GET', MACHINE],
] as const)('the fault %s hits a %s once', (operation, method, id) =>
  withAzure(async ({ send, done, tenant }) => {
    if (method !== 'PUT') await done('PUT', MACHINE, machineBody());
    tenant.faults.next(operation, '503');
    const body = bodyFor(method, id);
    expect((await send(method, id, body)).status).toBe(503);
    expect((await send(method, id, body)).status).toBeLessThan(300);
  }),
);

function bodyFor(method: string, id: string): unknown {
  if (id.endsWith('/runCommand')) return { commandId: 'RunPowerShellScript', script: ['hostname'] };
  return method === 'PUT' ? machineBody() : undefined;
}

test('an answer that is lost after the effect leaves one machine', () =>
  withAzure(async ({ send, tenant }) => {
    tenant.faults.next('arm-create', 'drop-after-effect');
    await expect(send('PUT', MACHINE, machineBody())).rejects.toThrow();
    expect((await send('PUT', MACHINE, machineBody(), { 'if-none-match': '*' })).status).toBe(412);
    expect(tenant.azure.history.filter(({ kind, act }) => kind === 'machine' && act === 'created')).toHaveLength(1);
  }));

test('who looks every ten seconds is never throttled, and who looks all the time is told how long to wait', () =>
  withAzure(async ({ send, pass }) => {
    await send('PUT', MACHINE, machineBody());
    for (let look = 0; look < 60; look += 1) {
      expect((await send('GET', `${MACHINE}/instanceView`)).status).toBe(200);
      pass(1 / 6);
    }
    pass(10);
    const answers = [];
    for (let look = 0; look < 37; look += 1) answers.push(await send('GET', MACHINE));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 36 }, () => 200), 429]);
    expect(answers.at(0)?.headers.get('x-ms-ratelimit-remaining-resource')).toBe('Microsoft.Compute/LowCostGet;35');
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBe(5);
    pass(0.1);
    expect((await send('GET', MACHINE)).status).toBe(200);
  }));

test('orders to one machine are counted apart from those to another', () =>
  withAzure(async ({ send }) => {
    const start = (name: string) => send('POST', `${GROUP}${COMPUTE}/virtualMachines/${name}/start`);
    for (let order = 0; order < 12; order += 1) await start('vm-a');
    const refused = await start('vm-a');
    expect([refused.status, dig(refused.body, 'error', 'code')]).toEqual([429, 'TooManyRequests']);
    expect((await start('vm-b')).status).toBe(404);
  }));
