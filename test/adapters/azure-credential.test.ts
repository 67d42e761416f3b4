import { expect, test } from '@jest/globals';
import { ClientSecretCredential, DefaultAzureCredential } from '@azure/identity';
import { createAzureCredential } from '../../src/adapters/azure-credential.ts';

const IDS = { tenantId: '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0001', authorityHost: 'https://login.microsoftonline.us' };

test.each([
  ['id and secret', { clientId: 'app', clientSecret: 'secret' }, ClientSecretCredential],
  ['an id alone, as for a managed identity', { clientId: 'app', clientSecret: undefined }, DefaultAzureCredential],
  [
    'nothing, as for a system-assigned identity',
    { clientId: undefined, clientSecret: undefined },
    DefaultAzureCredential,
  ],
])('the identity is chosen by what is configured: %s', (_name, given, kind) => {
  expect(createAzureCredential({ ...IDS, ...given })).toBeInstanceOf(kind);
});
