import { ComputeManagementClient } from '@azure/arm-compute';
import type { ComputeManagementClientOptionalParams } from '@azure/arm-compute';
import type { TokenCredential } from '@azure/identity';
import { isLoopbackAddress } from './graph-address.ts';
import type { CloudName } from './graph-address.ts';

export interface ArmClientOptions {
  /** Root of Azure Resource Manager. A loopback http server is asked with a fixed token; any other address must be https. */
  readonly baseUrl: string;
  readonly cloud: CloudName;
  /** Not asked for loopback addresses, so it may be absent for those. */
  readonly credential: TokenCredential | undefined;
  /** How often the SDK repeats a request by itself, reads and writes alike; 2 when absent. */
  readonly repeats?: number;
}

// "Azure Government developer guide" and "Azure Resource Manager REST": the endpoint is the audience of the token too.
const ROOTS: Readonly<Record<CloudName, string>> = {
  global: 'https://management.azure.com',
  usgov: 'https://management.usgovcloudapi.net',
};

type Policies = NonNullable<ComputeManagementClientOptionalParams['additionalPolicies']>;

/** A client for one subscription. Changing the endpoint alone would leave the scope of the global cloud, so both are given. */
export function createArmClient(options: ArmClientOptions, subscriptionId: string): ComputeManagementClient {
  const { endpoint, realRoot, isLoopback } = readArmAddress(options);
  const credential = isLoopback ? fixedCredential() : options.credential;
  if (credential === undefined) throw new Error('a credential is needed for Azure');
  return new ComputeManagementClient(credential, subscriptionId, {
    endpoint,
    credentials: { scopes: [`${endpoint}/.default`] },
    retryOptions: { maxRetries: options.repeats ?? 2 },
    additionalPolicies: isLoopback ? exchangeAddress(endpoint, realRoot) : [],
  });
}

/** Where Azure is (`endpoint`, the audience of tokens too) and where requests really go. */
export function readArmAddress({ baseUrl, cloud }: Pick<ArmClientOptions, 'baseUrl' | 'cloud'>) {
  const realRoot = baseUrl.replace(/\/+$/, '');
  const isLoopback = isLoopbackAddress(realRoot);
  if (!isLoopback && !realRoot.startsWith('https://')) throw new Error('the address of Azure must begin with https://');
  return { endpoint: isLoopback ? ROOTS[cloud] : realRoot, realRoot, isLoopback };
}

function fixedCredential(): TokenCredential {
  return { getToken: () => Promise.resolve({ token: 'loopback', expiresOnTimestamp: Date.now() + 3_600_000 }) };
}

/**
 * The SDK puts no token on an http address, so it keeps its https one; the address is exchanged in the last step, after the
 * request was signed, and put back, because the SDK goes on working with it.
 */
function exchangeAddress(endpoint: string, realRoot: string): Policies {
  return [
    {
      position: 'perRetry',
      policy: {
        name: 'exchangeAddress',
        async sendRequest(request, next) {
          const { url } = request;
          if (!url.startsWith(`${endpoint}/`)) throw new Error('only requests for Azure go to the loopback server');
          request.url = `${realRoot}${url.slice(endpoint.length)}`;
          request.allowInsecureConnection = true;
          try {
            const response = await next(request);
            // The next page of a list is asked for by the address in the answer.
            const text = response.bodyAsText?.replaceAll(`"nextLink":"${realRoot}/`, `"nextLink":"${endpoint}/`);
            return text === undefined ? response : { ...response, bodyAsText: text };
          } finally {
            request.url = url;
          }
        },
      },
    },
  ];
}
