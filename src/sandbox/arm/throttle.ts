import type { SandboxRequest, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';

/** Tokens of one machine by policy (learn.microsoft.com, Compute throttling limits). */
const POLICIES = {
  PutVM: { bucket: 12, perMinute: 4 },
  UpdateVM: { bucket: 12, perMinute: 4 },
  DeleteVM: { bucket: 12, perMinute: 4 },
  LowCostGet: { bucket: 36, perMinute: 12 },
  GetOperation: { bucket: 45, perMinute: 15 },
} as const;

type Policy = keyof typeof POLICIES;

type Bucket = { tokens: number; filledAt: number };

export type Throttle = {
  /** The answer 429 when the machine's tokens are used up; otherwise what `next` answers, with what remains. */
  readonly pass: (request: SandboxRequest, next: () => Promise<SandboxResponse>) => Promise<SandboxResponse>;
};

export function createThrottle(tenant: Tenant): Throttle {
  const buckets = new Map<string, Bucket>();
  return {
    async pass(request, next) {
      const subject = classify(request, tenant);
      if (!subject) return next();
      const [policy, machine] = subject;
      const now = tenant.clock.now();
      const bucket = refill(buckets.get(`${policy} ${machine}`), policy, now);
      buckets.set(`${policy} ${machine}`, bucket);
      if (bucket.tokens < 1) return refuse(policy, bucket);
      bucket.tokens -= 1;
      const answer = await next();
      return { ...answer, headers: { ...describeRest(policy, bucket), ...answer.headers } };
    },
  };
}

const MACHINE = /\/providers\/Microsoft\.Compute\/virtualMachines\/([^/]+)(?:\/([^/]+))?/i;
const OPERATION = /\/locations\/[^/]+\/operations\/([^/]+)$/i;

function classify({ method, path }: SandboxRequest, { azure }: Tenant): [Policy, string] | undefined {
  const operation = azure.operations.get(OPERATION.exec(path)?.[1] ?? '');
  if (operation) return ['GetOperation', operation.resourceId.toLowerCase()];
  const [, name, part = ''] = MACHINE.exec(path) ?? [];
  if (name === undefined) return undefined;
  const machine = path.slice(0, path.indexOf(name) + name.length).toLowerCase();
  return [choosePolicy(method, part.toLowerCase()), machine];
}

function choosePolicy(method: string, part: string): Policy {
  if (method === 'GET' || part === 'retrievebootdiagnosticsdata') return 'LowCostGet';
  if (part === 'deallocate' || (method === 'DELETE' && part === '')) return 'DeleteVM';
  return method === 'PUT' && part === '' ? 'PutVM' : 'UpdateVM';
}

function refill(bucket: Bucket | undefined, policy: Policy, now: number): Bucket {
  const { bucket: size, perMinute } = POLICIES[policy];
  if (!bucket) return { tokens: size, filledAt: now };
  const gained = ((now - bucket.filledAt) / 60_000) * perMinute;
  return { tokens: Math.min(size, bucket.tokens + gained), filledAt: now };
}

function refuse(policy: Policy, { tokens }: Bucket): SandboxResponse {
  const seconds = Math.ceil(((1 - tokens) / POLICIES[policy].perMinute) * 60);
  const message = `Too many requests of the policy ${policy} for this machine; try again after ${seconds} seconds.`;
  return {
    status: 429,
    headers: { 'retry-after': String(seconds), 'x-ms-ratelimit-remaining-resource': `Microsoft.Compute/${policy};0` },
    body: { error: { code: 'TooManyRequests', message } },
  };
}

function describeRest(policy: Policy, { tokens }: Bucket): Record<string, string> {
  return { 'x-ms-ratelimit-remaining-resource': `Microsoft.Compute/${policy};${Math.floor(tokens)}` };
}
