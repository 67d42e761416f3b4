import { expect, test } from '@jest/globals';
import { withSandbox, type OpenSandbox } from '../support/sandbox.ts';

function post({ control }: OpenSandbox, body: unknown) {
  return control('sandbox/azure', { method: 'POST', body });
}

test('the control door tells what stands in Azure, and what Windows 365 may read there', async () => {
  await withSandbox(async (sandbox) => {
    const before = (await sandbox.control('sandbox/azure')).body as { resources: { name: string }[] };
    expect(before).toMatchObject({ windows365CanRead: true, history: [] });
    expect(before.resources.map(({ name }) => name)).toContain('vm-golden-master');
    expect((await post(sandbox, { windows365CanRead: false })).body).toMatchObject({ windows365CanRead: false });
    expect(sandbox.tenant.azureAccess.windows365CanRead).toBe(false);
  });
});

test('the control door decides how the next sysprep and the next import end', async () => {
  await withSandbox(async (sandbox) => {
    const { tenant } = sandbox;
    expect((await post(sandbox, { machine: 'vm-golden-master', nextSysprep: 'hang' })).status).toBe(200);
    const machine = tenant.azure.list('machine').find(({ name }) => name === 'vm-golden-master');
    expect(tenant.azure.expect('disk', machine?.osDiskId ?? '').guest?.nextSysprep).toBe('hang');
    expect((await post(sandbox, { nextImport: 'slow' })).status).toBe(200);
    expect([tenant.faults.takeForImport(), tenant.faults.takeForImport()]).toEqual(['slow', undefined]);
  });
});

test.each([
  ['an unknown fate', { machine: 'vm-golden-master', nextSysprep: 'explode' }],
  ['an unknown machine', { machine: 'none', nextSysprep: 'hang' }],
  ['an unknown kind of import', { nextImport: 'explode' }],
])('the control door refuses %s', async (_, body) => {
  await withSandbox(async (sandbox) => {
    expect((await post(sandbox, body)).status).toBe(400);
  });
});
