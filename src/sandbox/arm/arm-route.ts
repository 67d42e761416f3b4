import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import { route, type Route, type SandboxRequest, type SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { ArmProblem } from '../world/azure-problem.ts';

/** Versions of the API, one for each family (those that @azure/arm-compute 25 and @azure/arm-network 39 send). */
export const VERSIONS = {
  compute: '2026-04-01',
  galleries: '2025-12-03',
  disks: '2026-03-02',
  network: '2026-01-01',
  sizes: '2021-07-01',
} as const;

export type ArmFamily = keyof typeof VERSIONS;

/** A request that passed the gate: its subscription, version and resource group are good. */
export type Call = {
  readonly request: SandboxRequest;
  readonly tenant: Tenant;
  /** The group as it is written; '' for requests to the whole subscription. */
  readonly group: string;
};

export type Answer = (call: Call) => SandboxResponse;

/** Makes routes of one family. The pattern is what comes after the subscription. */
export function createArmRoutes(tenant: Tenant, family: ArmFamily) {
  return (method: string, pattern: string, answer: Answer): Route =>
    route(method, `/subscriptions/{subscription}${pattern}`, (request) => {
      checkSubscription(request);
      checkVersion(request, VERSIONS[family]);
      return answer({ request, tenant, group: readGroup(request, tenant) });
    });
}

function checkSubscription({ params }: SandboxRequest): void {
  if (params['subscription']?.toLowerCase() === SANDBOX_SUBSCRIPTION_ID) return;
  throw new ArmProblem(404, 'SubscriptionNotFound', 'The subscription could not be found.');
}

function checkVersion({ query, path }: SandboxRequest, wanted: string): void {
  const version = query.get('api-version');
  if (version === null) {
    throw new ArmProblem(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.');
  }
  if (version === wanted) return;
  const message = `The api-version '${version}' is invalid for ${path}; the supported version is '${wanted}'.`;
  throw new ArmProblem(400, 'InvalidApiVersionParameter', message);
}

function readGroup({ params }: SandboxRequest, { azure }: Tenant): string {
  const wanted = params['group'];
  if (wanted === undefined) return '';
  const group = azure.groups.get(wanted.toLowerCase());
  if (!group) throw new ArmProblem(404, 'ResourceGroupNotFound', `Resource group '${wanted}' could not be found.`);
  return group.name;
}

export function readParam({ request }: Call, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`the route has no {${name}}`);
  return value;
}

export function ok(body: unknown): SandboxResponse {
  return { status: 200, body };
}
