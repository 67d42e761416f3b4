import type { SandboxResponse } from '../router.ts';
import type { Policy } from '../world/policies.ts';
import { SERVICE_PLANS } from '../world/policies.ts';
import { updatePolicy, type PolicyChange } from '../world/policy-update.ts';
import { CONNECTION, CONNECTION_SHAPE } from './connection-shape.ts';
import { describeAssignment, expandAssignments, PLAN_SHAPES, POLICY_SHAPES } from './policy-shape.ts';
import { badRequest, GraphProblem } from './problem.ts';
import {
  expectFound,
  get,
  readBody,
  readId,
  serveCount,
  serveList,
  serveOne,
  type Ask,
  type GraphRoute,
} from './serve.ts';

const all = ({ view }: Ask) => view.tenant.policies;
const find = (ask: Ask) => all(ask).find(({ id }) => id === readId(ask));
const expand = { assignments: expandAssignments };

export const POLICY_ROUTES: readonly GraphRoute[] = [
  get('provisioningPolicies', serveList({ shapes: POLICY_SHAPES, source: all, expand })),
  get('provisioningPolicies/$count', serveCount(all)),
  get('provisioningPolicies/{id}', serveOne({ shapes: POLICY_SHAPES, find, expand })),
  { method: 'PATCH', path: 'provisioningPolicies/{id}', handle: patchPolicy },
  get('provisioningPolicies/{id}/assignments', listAssignments),
  get('servicePlans', serveList({ shapes: PLAN_SHAPES, source: () => SERVICE_PLANS })),
  get('onPremisesConnections', serveList({ shapes: CONNECTION_SHAPE, source: () => [CONNECTION] })),
  get(
    'onPremisesConnections/{id}',
    serveOne({ shapes: CONNECTION_SHAPE, find: (ask) => (CONNECTION.id === readId(ask) ? CONNECTION : undefined) }),
  ),
];

function listAssignments(ask: Ask): SandboxResponse {
  const policy = expectFound(find(ask), ask);
  return { status: 200, body: { value: policy.groupIds.map((groupId) => describeAssignment(policy, groupId)) } };
}

/** The documented fields that can be changed, and how each reaches the policy. */
const UPDATERS: Readonly<Record<string, (value: unknown) => PolicyChange>> = {
  '@odata.type': () => ({}),
  displayName: (value) => ({ displayName: expectText(value) }),
  description: (value) => ({ description: expectText(value) }),
  cloudPcNamingTemplate: (value) => ({ namingTemplate: expectText(value) }),
  enableSingleSignOn: (value) => ({ enableSingleSignOn: value === true }),
  imageId: (value) => ({ imageId: expectText(value) }),
  imageDisplayName: (value) => ({ imageDisplayName: expectText(value) }),
  imageType: (value) => ({ imageType: expectImageType(value) }),
  windowsSetting: (value) => ({ locale: expectText((value as { locale?: unknown } | null)?.locale) }),
  domainJoinConfigurations: checkJoins,
  autopatch: refuseAutopatch,
};

function patchPolicy(ask: Ask): SandboxResponse {
  const policy: Policy = expectFound(find(ask), ask);
  let change: PolicyChange = {};
  for (const [name, value] of Object.entries(readBody(ask))) {
    const update = UPDATERS[name];
    if (!update) throw badRequest(`The property '${name}' cannot be updated.`);
    change = { ...change, ...update(value) };
  }
  const problem = updatePolicy(ask.view.tenant, policy, { change, by: 'Repave (application)' });
  if (problem) throw new GraphProblem(problem.status, problem.code, problem.message);
  return { status: 204 };
}

function expectText(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw badRequest('A text was expected.');
  return value;
}

function expectImageType(value: unknown): 'custom' | 'gallery' {
  if (value !== 'custom' && value !== 'gallery') throw badRequest(`'${String(value)}' is not an image type.`);
  return value;
}

/** Sending back what was read fails in practice when a connection and a region stand side by side. */
function checkJoins(value: unknown): PolicyChange {
  const joins = Array.isArray(value) ? (value as readonly (Record<string, unknown> | null)[]) : [];
  const isMixed = joins.some((join) => join && 'onPremisesConnectionId' in join && 'regionName' in join);
  if (joins.length === 0 || isMixed) {
    throw new GraphProblem(
      400,
      'parameterValidationFailed',
      'onPremisesConnectionId and regionName exclude each other.',
    );
  }
  return {};
}

function refuseAutopatch(): PolicyChange {
  throw new GraphProblem(403, 'forbidden', 'Changing autopatch needs the token of a signed-in Intune administrator.');
}
