import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import type { Vault } from '../workflow/ports-images.ts';
import { createAzureRest } from './azure-rest.ts';
import { isLoopbackAddress } from './graph-address.ts';

export interface AzureVaultOptions {
  /** Root of the vault: https://<name>.vault.azure.net, or http on loopback. */
  readonly url: string;
  /** Not asked for loopback addresses. */
  readonly credential: TokenCredential | undefined;
}

const API_VERSION = '7.4';

/** Only these are sent a token and a password ("Azure Key Vault keys, secrets and certificates": DNS suffixes and token audiences). */
const VAULT_HOST = /^[a-z0-9-]+\.(vault\.azure\.net|vault\.usgovcloudapi\.net)$/i;

const secretBundle = z.object({ id: z.string() });

/**
 * A key vault by its REST door: one call does not pay for an SDK. Putting a secret under a name that exists makes a new version of it.
 * Throws for an address that is no vault.
 */
export function createAzureVault({ url, credential }: AzureVaultOptions): Vault {
  const root = url.replace(/\/+$/, '');
  const isLoopback = isLoopbackAddress(root);
  const rest = createAzureRest({
    root,
    isLoopback,
    scope: `https://${readSuffix(root, isLoopback)}/.default`,
    credential,
  });
  return {
    async put(name, secret) {
      const answer = await rest.demand({
        method: 'PUT',
        path: `/secrets/${encodeURIComponent(toSecretName(name))}?api-version=${API_VERSION}`,
        body: { value: secret, contentType: 'text/plain' },
        attempted: `put secret ${toSecretName(name)} into the key vault`,
        secrets: [secret],
      });
      const { id } = secretBundle.catch({ id: '' }).parse(answer);
      return { where: id === '' ? `${root}/secrets/${toSecretName(name)}` : id };
    },
  };
}

function readSuffix(root: string, isLoopback: boolean): string {
  if (isLoopback) return 'vault.azure.net';
  const { protocol, host } = new URL(root);
  const suffix = VAULT_HOST.exec(host)?.[1];
  if (protocol !== 'https:' || suffix === undefined) throw new Error('the address of the key vault is none');
  return suffix;
}

/** Letters, digits and dashes, 127 at most ("Key Vault naming restrictions"). */
function toSecretName(name: string): string {
  return name.replace(/[^a-z0-9-]/gi, '-').slice(0, 127);
}
