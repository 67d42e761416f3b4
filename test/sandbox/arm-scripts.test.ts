import { expect, test } from '@jest/globals';
import { isGeneralized } from '../../src/sandbox/world/windows-guest.ts';
import { codesOf, COMPUTE, dig, GOLDEN, runBody, SYSPREP, withAzure } from './arm-world.ts';

const MASTER = `${GOLDEN}${COMPUTE}/virtualMachines/vm-golden-master`;
const RUN = `${MASTER}/runCommands/repave-1`;
const INSPECT = '# repave:inspect 1\nparam()\n';
const LONG = "# repave:other 1\n'x' * 9000";

const view = (body: unknown) => dig(body, 'properties', 'instanceView');

test('a managed run tells where its script is, and what it printed', () =>
  withAzure(async ({ send, pass }) => {
    const begun = await send('PUT', RUN, runBody(INSPECT));
    expect([begun.status, dig(begun.body, 'properties', 'provisioningState')]).toEqual([201, 'Creating']);
    expect(view((await send('GET', `${RUN}?$expand=instanceView`)).body)).toMatchObject({ executionState: 'Pending' });
    pass(0.2);
    expect(view((await send('GET', `${RUN}?$expand=instanceView`)).body)).toMatchObject({ executionState: 'Running' });
    pass(2);
    const { body } = await send('GET', `${RUN}?$expand=instanceView`);
    expect(view(body)).toMatchObject({ executionState: 'Succeeded', exitCode: 0, error: '' });
    expect(dig(view(body), 'output')).toMatch(/^<<repave:inspect:1\n\{.*\}\nrepave:inspect:1>>\n$/);
    expect(dig(body, 'properties', 'provisioningState')).toBe('Succeeded');
    expect(view((await send('GET', RUN)).body)).toBeUndefined();
    expect(dig((await send('GET', `${MASTER}/runCommands`)).body, 'value', 0, 'name')).toBe('repave-1');
  }));

test('a secret parameter goes into the machine and never comes back', () =>
  withAzure(async ({ send, pass, guestOf, tenant, servers }) => {
    const secret = 'Sesame-open-42';
    const script = '# repave:set-password 1\nparam([string]$user, [string]$password)\n';
    const more = {
      parameters: [{ name: 'user', value: 'builder' }],
      protectedParameters: [{ name: 'password', value: secret }],
    };
    const begun = await send('PUT', RUN, runBody(script, more));
    pass(2);
    const answers = [
      begun,
      await send('GET', `${RUN}?$expand=instanceView`),
      await send('GET', `${MASTER}/runCommands`),
    ];
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(secret);
    expect(view(answers[1]?.body)).toMatchObject({ executionState: 'Succeeded', output: 'password set\n' });
    expect(guestOf(MASTER).passwordsSetFor).toEqual(['builder']);
    expect(JSON.stringify(tenant.azure.history)).not.toContain(secret);
    expect(servers.exchanges.unknown()).toEqual([]);
  }));

test('several managed runs go at a time, a name only once, and a delete ends its script', () =>
  withAzure(async ({ send, pass, guestOf }) => {
    expect((await send('PUT', RUN, runBody(SYSPREP))).status).toBe(201);
    expect((await send('PUT', `${RUN}-b`, runBody(INSPECT))).status).toBe(201);
    expect(dig((await send('PUT', RUN, runBody(INSPECT))).body, 'error', 'code')).toBe('Conflict');
    pass(1);
    expect((await send('DELETE', RUN)).status).toBe(200);
    expect((await send('DELETE', RUN)).status).toBe(204);
    expect((await send('GET', RUN)).status).toBe(404);
    pass(120);
    expect(guestOf(MASTER).imageState).toBe('IMAGE_STATE_COMPLETE');
    expect((await send('PUT', RUN, runBody(INSPECT))).status).toBe(201);
  }));

test('a script that takes longer than its time is ended', () =>
  withAzure(async ({ send, pass, guestOf }) => {
    await send('PUT', RUN, runBody(SYSPREP, { timeoutInSeconds: 120 }));
    pass(15);
    const { body } = await send('GET', `${RUN}?$expand=instanceView`);
    expect(view(body)).toMatchObject({ executionState: 'TimedOut' });
    expect(isGeneralized(guestOf(MASTER))).toBe(false);
    expect(codesOf(await send('GET', `${MASTER}/instanceView`))).toContain('PowerState/running');
  }));

test('an asynchronous run counts as done when the script has begun', () =>
  withAzure(async ({ send, pass }) => {
    await send('PUT', RUN, runBody(SYSPREP, { asyncExecution: true }));
    pass(0.5);
    const { body } = await send('GET', `${RUN}?$expand=instanceView`);
    expect(dig(body, 'properties', 'provisioningState')).toBe('Succeeded');
    expect(view(body)).toMatchObject({ executionState: 'Running' });
  }));

test('a machine that goes down takes its scripts with it', () =>
  withAzure(async ({ send, pass, guestOf, done }) => {
    await send('PUT', RUN, runBody(SYSPREP));
    pass(1);
    await done('POST', `${MASTER}/deallocate`);
    expect(guestOf(MASTER).imageState).toBe('IMAGE_STATE_COMPLETE');
    const { body } = await send('GET', `${RUN}?$expand=instanceView`);
    expect(view(body)).toMatchObject({ executionState: 'Failed', output: '' });
  }));

test('the action runs one script at a time, and keeps the last 4,096 bytes', () =>
  withAzure(async ({ send, pass, arm }) => {
    const body = { commandId: 'RunPowerShellScript', script: LONG.split('\n') };
    const begun = await send('POST', `${MASTER}/runCommand`, body);
    expect(begun.status).toBe(202);
    const again = await send('POST', `${MASTER}/runCommand`, body);
    expect([again.status, dig(again.body, 'error', 'code')]).toEqual([409, 'Conflict']);
    const location = new URL(begun.headers.get('location') ?? '');
    const result = () => arm(`${location.pathname.slice(1)}${location.search}`);
    expect((await result()).status).toBe(202);
    pass(30);
    const { status, body: output } = await result();
    expect(status).toBe(200);
    expect(dig(output, 'value', 0, 'code')).toBe('ComponentStatus/StdOut/succeeded');
    expect(Buffer.byteLength(String(dig(output, 'value', 0, 'message')))).toBeLessThanOrEqual(4096);
    expect((await send('POST', `${MASTER}/runCommand`, body)).status).toBe(202);
  }));
