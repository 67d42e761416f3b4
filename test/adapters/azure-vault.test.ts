import { expect, test } from '@jest/globals';
import { createAzureVault } from '../../src/adapters/azure-vault.ts';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import { ask } from '../support/sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

const PASSWORD = 'Very-secret-0';

test('a password is put into the vault, and only there', async () => {
  const clock = createManualClock(Date.parse('2026-11-23T08:00:00Z'));
  const servers = await createSandboxServers({ tenant: createTenant({ clock, seed: 1 }) });
  try {
    const vault = createAzureVault({ url: `${servers.vaultUrl}/`, credential: undefined });
    const { where } = await vault.put('rpv-12345678-m password', PASSWORD);
    expect(where).toContain(`${servers.vaultUrl}/secrets/rpv-12345678-m-password/`);
    expect(where).not.toContain(PASSWORD);
    expect((await ask(`${where}?api-version=7.4`)).body).toMatchObject({ value: PASSWORD });
  } finally {
    await servers.close();
  }
});

test.each([
  [403, 'Forbidden', null],
  [503, 'ServiceUnavailable', 30],
])('HTTP %d %s is trouble that does not hold the password', async (status, code, retryAfterSeconds) => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { error: { code, message: `You sent ${PASSWORD}.` } }, status),
  );
  const vault = createAzureVault({ url: server.url, credential: undefined });
  const error: unknown = await vault.put('one', PASSWORD).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code, retryAfterSeconds });
  expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain(PASSWORD);
  expect(server.seen).toHaveLength(1);
});

test.each(['http://c.vault.azure.net', 'https://vault.contoso.com', 'https://c.vault.azure.net.contoso.com'])(
  '%s is no vault',
  (url) => {
    expect(() => createAzureVault({ url, credential: undefined })).toThrow(/vault/);
  },
);

test('a real vault is asked with a token of its cloud, or not at all', async () => {
  const scopes: unknown[] = [];
  const credential = {
    getToken: (scope: string | string[]) => {
      scopes.push(scope);
      return Promise.reject(Object.assign(new Error('nobody is signed in'), { name: 'CredentialUnavailableError' }));
    },
  };
  for (const url of ['https://c.vault.azure.net', 'https://c.vault.usgovcloudapi.net']) {
    await expect(createAzureVault({ url, credential }).put('one', PASSWORD)).rejects.toMatchObject({
      code: 'azure-sign-in-failed',
    });
  }
  expect(scopes).toEqual(['https://vault.azure.net/.default', 'https://vault.usgovcloudapi.net/.default']);
});
