import type { CloudPc } from '../world/cloud-pc.ts';
import { reprovision } from '../world/reprovision.ts';
import type { SandboxResponse } from '../router.ts';
import { CLOUD_PC_SHAPES, describeAction } from './cloud-pc-shape.ts';
import { badRequest, GraphProblem } from './problem.ts';
import {
  expectFound,
  get,
  onlyBeta,
  post,
  readBody,
  readId,
  serveCount,
  serveList,
  serveOne,
  type Ask,
} from './serve.ts';
import { formatInstant } from './shape.ts';

const all = ({ view }: Ask) => view.tenant.cloudPcs;
const find = (ask: Ask) => ask.view.tenant.cloudPcById.get(readId(ask));

export const CLOUD_PC_ROUTES = [
  get('cloudPCs', serveList({ shapes: CLOUD_PC_SHAPES, source: all })),
  get('cloudPCs/$count', serveCount(all)),
  get('cloudPCs/{id}', serveOne({ shapes: CLOUD_PC_SHAPES, find })),
  post('cloudPCs/{id}/reprovision', startReprovision),
  onlyBeta(get('cloudPCs/{id}/retrieveCloudPCRemoteActionResults', listActionResults)),
  onlyBeta(get('cloudPCs/{id}/getSupportedCloudPcRemoteActions', listSupportedActions)),
  onlyBeta(get("reports/getRealTimeRemoteConnectionStatus(cloudPcId='{id}')", reportConnection)),
];

const USER_ACCOUNT_TYPES: readonly unknown[] = [undefined, null, 'standardUser', 'administrator'];
const OS_VERSIONS: readonly unknown[] = [undefined, null, 'windows10', 'windows11'];

function startReprovision(ask: Ask): SandboxResponse {
  const cloudPc = expectFound(find(ask), ask);
  const { userAccountType, osVersion, ...rest } = readBody(ask);
  const isKnown = USER_ACCOUNT_TYPES.includes(userAccountType) && OS_VERSIONS.includes(osVersion);
  if (!isKnown || Object.keys(rest).length > 0) {
    throw badRequest('A reprovision takes userAccountType and osVersion only; the image comes from the policy.');
  }
  const problem = reprovision(ask.view.tenant, cloudPc, ask.requestId);
  if (problem) throw new GraphProblem(problem.status, problem.code, problem.message);
  return { status: 204 };
}

function listActionResults(ask: Ask): SandboxResponse {
  const cloudPc = expectFound(find(ask), ask);
  return { status: 200, body: { value: cloudPc.actions.map((action) => describeAction(cloudPc, action)) } };
}

const ACTIONS = ['restart', 'rename', 'resize', 'restore', 'reprovision', 'troubleshoot'];

function listSupportedActions(ask: Ask): SandboxResponse {
  const actionCapability = expectFound(find(ask), ask).rebuild ? 'disabled' : 'enabled';
  return { status: 200, body: { value: ACTIONS.map((actionName) => ({ actionName, actionCapability })) } };
}

const COLUMNS = [
  ['ManagedDeviceName', 'String'],
  ['CloudPcId', 'String'],
  ['DaysSinceLastSignIn', 'Int64'],
  ['SignInStatus', 'String'],
  ['LastActiveTime', 'DateTime'],
] as const;

/** Reports come as a stream of bytes that happens to hold JSON. A Cloud PC never used has no row. */
function reportConnection(ask: Ask): SandboxResponse {
  const found = expectFound(find(ask), ask);
  const cloudPc = expectFound(ask.view.tenant.hiddenSessions.has(found.id) ? undefined : found, ask);
  const values = cloudPc.lastLoginAt === null ? [] : [describeConnection(cloudPc, cloudPc.lastLoginAt, ask.view.now)];
  const schema = COLUMNS.map(([Column, PropertyType]) => ({ Column, PropertyType }));
  const report = JSON.stringify({ TotalRowCount: values.length, Schema: schema, Values: values });
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(report) };
}

function describeConnection(cloudPc: CloudPc, lastLoginAt: number, now: number): unknown[] {
  const lastActiveAt = cloudPc.signedIn ? now : (cloudPc.lastLogoffAt ?? lastLoginAt);
  return [
    cloudPc.managedDeviceName,
    cloudPc.id,
    Math.floor((now - lastLoginAt) / 86_400_000),
    cloudPc.signedIn ? 'SignedIn' : 'NotSignedIn',
    formatInstant(lastActiveAt),
  ];
}
