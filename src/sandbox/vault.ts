import { createRouter, route, type Door, type ExchangeLog, type SandboxRequest, type SandboxResponse } from './http.ts';
import { SANDBOX_TENANT_ID } from './ids.ts';
import type { Tenant } from './tenant.ts';

type Secret = {
  readonly value: string;
  readonly version: string;
  readonly at: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly contentType: string | undefined;
  readonly tags: unknown;
};

/** Of a vault's secrets, what the bot needs: to put one, and, for tests, to read it again (Microsoft Learn, Key Vault REST API). */
export function createVaultDoor({ tenant, log }: { tenant: Tenant; log: ExchangeLog }): Door {
  const secrets = new Map<string, Secret>();
  const routes = [
    route('PUT', '/secrets/{name}', (request) => putSecret(request, { tenant, secrets })),
    route('GET', '/secrets/{name}', (request) => answerSecret(request, secrets)),
    route('GET', '/secrets/{name}/{version}', (request) => answerSecret(request, secrets)),
  ];
  return {
    service: 'vault',
    router: createRouter(routes),
    log: withoutBodies(log),
    intercept: (request, next) => challenge(request) ?? next(),
  };
}

/** Secrets are in the bodies here, and the log is read by tests and people. */
function withoutBodies(log: ExchangeLog): ExchangeLog {
  return {
    ...log,
    record: (exchange) => log.record({ ...exchange, requestBody: undefined, responseBody: undefined }),
  };
}

/** A caller learns from the first answer which token to bring; any token will do. */
function challenge({ headers, query }: SandboxRequest): SandboxResponse | undefined {
  if (!/^Bearer \S/i.test(headers['authorization'] ?? '')) {
    const authority = `https://login.microsoftonline.com/${SANDBOX_TENANT_ID}`;
    const wanted = `Bearer authorization="${authority}", resource="https://vault.azure.net"`;
    const refused = refuse(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.');
    return { ...refused, headers: { 'www-authenticate': wanted } };
  }
  if (/^(7\.\d|20\d\d-)/.test(query.get('api-version') ?? '')) return undefined;
  return refuse(400, 'BadParameter', 'api-version must be specified.');
}

function refuse(status: number, code: string, message: string): SandboxResponse {
  return { status, body: { error: { code, message } } };
}

type Vault = { readonly tenant: Tenant; readonly secrets: Map<string, Secret> };

function putSecret(request: SandboxRequest, { tenant, secrets }: Vault): SandboxResponse {
  const { params, body } = request;
  const name = params['name'] ?? '';
  const { value, contentType, attributes, tags } = isObject(body) ? body : {};
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) return refuse(400, 'BadParameter', `The name '${name}' is not valid.`);
  if (typeof value !== 'string') return refuse(400, 'BadParameter', 'Property value has invalid value.');
  const secret: Secret = {
    value,
    version: tenant.random.guid().replaceAll('-', ''),
    at: tenant.clock.now(),
    attributes: isObject(attributes) ? attributes : {},
    contentType: typeof contentType === 'string' ? contentType : undefined,
    tags,
  };
  secrets.set(name.toLowerCase(), secret);
  return { status: 200, body: describe(request, { name, secret }) };
}

function answerSecret(request: SandboxRequest, secrets: Vault['secrets']): SandboxResponse {
  const { name = '', version } = request.params;
  const secret = secrets.get(name.toLowerCase());
  if (!secret || (version !== undefined && version !== '' && version !== secret.version)) {
    return refuse(404, 'SecretNotFound', `A secret with (name/id) ${name} was not found in this key vault.`);
  }
  return { status: 200, body: describe(request, { name, secret }) };
}

function describe({ headers }: SandboxRequest, { name, secret }: { name: string; secret: Secret }): unknown {
  const seconds = Math.floor(secret.at / 1000);
  return {
    value: secret.value,
    id: `http://${headers['host'] ?? 'localhost'}/secrets/${name}/${secret.version}`,
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    attributes: {
      enabled: true,
      ...secret.attributes,
      created: seconds,
      updated: seconds,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
    tags: secret.tags ?? {},
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
