import { ClientSecretCredential, DefaultAzureCredential } from '@azure/identity';
import type { TokenCredential } from '@azure/identity';

export interface AzureCredentialOptions {
  readonly tenantId: string;
  /** Absent for a system-assigned managed identity. */
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** Entra sign-in host of the cloud, https://… */
  readonly authorityHost: string;
}

/** The identity that works on Graph and Azure: by secret when there is one, else a workload or managed identity, or the Azure CLI. */
export function createAzureCredential(options: AzureCredentialOptions): TokenCredential {
  const { tenantId, clientId, clientSecret, authorityHost } = options;
  if (clientId !== undefined && clientSecret !== undefined) {
    return new ClientSecretCredential(tenantId, clientId, clientSecret, { authorityHost });
  }
  const ids = clientId === undefined ? {} : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId };
  return new DefaultAzureCredential({ tenantId, authorityHost, ...ids });
}
