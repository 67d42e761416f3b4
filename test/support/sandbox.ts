import { createManualClock, type ManualClock } from '../../src/sandbox/clock.ts';
import { createSandboxServers, type SandboxServers } from '../../src/sandbox/server.ts';
import { createTenant, type Tenant } from '../../src/sandbox/tenant.ts';

/** A Monday morning in Europe. */
export const MONDAY = Date.parse('2026-09-07T06:00:00Z');

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

export type OpenSandbox = {
  readonly tenant: Tenant;
  readonly clock: ManualClock;
  readonly servers: SandboxServers;
  /** Asks Graph; the path starts with "v1.0/" or "beta/". */
  readonly graph: (path: string, options?: AskOptions) => Promise<Answer>;
  readonly arm: (path: string, options?: AskOptions) => Promise<Answer>;
  readonly control: (path: string, options?: AskOptions) => Promise<Answer>;
};

export type AskOptions = { method?: string; body?: unknown; headers?: Record<string, string>; token?: string };

/** Opens a sandbox for one test and closes it whatever happens. */
export async function withSandbox(
  use: (sandbox: OpenSandbox) => Promise<void>,
  { seed = 1, cloudPcs = 40 }: { seed?: number; cloudPcs?: number } = {},
): Promise<void> {
  const clock = createManualClock(MONDAY);
  const tenant = createTenant({ seed, cloudPcs, clock });
  const servers = await createSandboxServers({ tenant });
  const door = (url: string) => (path: string, options?: AskOptions) => ask(`${url}/${path}`, options);
  try {
    const doors = { graph: door(servers.graphUrl), arm: door(servers.armUrl), control: door(servers.controlUrl) };
    await use({ tenant, clock, servers, ...doors });
  } finally {
    await servers.close();
  }
}

export async function ask(
  url: string,
  { method = 'GET', body, headers = {}, token = 'Bearer test' }: AskOptions = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: token }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
