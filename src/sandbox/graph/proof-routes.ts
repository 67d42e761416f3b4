import type { SandboxResponse } from '../router.ts';
import type { CloudPc } from '../world/cloud-pc.ts';
import type { HealthScript, RunState } from '../world/proof-state.ts';
import { badRequest, notFound } from './problem.ts';
import { expectFound, get, onlyBeta, post, readBody, readId, serveList, type Ask, type GraphRoute } from './serve.ts';
import { formatInstant, project, type Entity, type Shape } from './shape.ts';

/** Remediations of Intune and their runs (Graph beta: deviceHealthScript, deviceHealthScriptDeviceState, managedDevice). */
export const PROOF_ROUTES: readonly GraphRoute[] = [
  get('deviceManagement/deviceHealthScripts', (ask) => serveList({ shapes: LISTED, source: listScripts })(ask)),
  post('deviceManagement/deviceHealthScripts', createScript),
  get('deviceManagement/deviceHealthScripts/{id}', (ask) => ok(describeScript(findScript(ask), ask))),
  { method: 'PATCH' as const, path: 'deviceManagement/deviceHealthScripts/{id}', handle: changeScript },
  post('deviceManagement/deviceHealthScripts/{id}/assign', assignScript),
  get('deviceManagement/deviceHealthScripts/{id}/deviceRunStates', (ask) =>
    serveList({ shapes: RUN_SHAPE, source: listRuns, expand: { [EXPAND]: (run) => expandDevice(ask, run) } })(ask),
  ),
  post('deviceManagement/managedDevices/{id}/initiateOnDemandProactiveRemediation', startRun),
].map(onlyBeta);

const EXPAND = 'managedDevice($select=id,deviceName,userPrincipalName)';

const WRITABLE = [
  'displayName',
  'description',
  'publisher',
  'runAsAccount',
  'runAs32Bit',
  'enforceSignatureCheck',
  'detectionScriptContent',
  'remediationScriptContent',
  'roleScopeTagIds',
] as const;

type Fields = Readonly<Record<string, unknown>>;

const SCRIPT_SHAPE: Shape<HealthScript> = {
  type: '#microsoft.graph.deviceHealthScript',
  properties: {
    id: { read: ({ id }) => id },
    ...Object.fromEntries(WRITABLE.map((name) => [name, { read: ({ fields }: HealthScript) => fields[name] ?? null }])),
    version: { read: ({ version }) => String(version) },
    isGlobalScript: { read: () => false },
    createdDateTime: { read: ({ createdAt }) => formatInstant(createdAt) },
    lastModifiedDateTime: { read: ({ modifiedAt }) => formatInstant(modifiedAt) },
  },
};

/** Lists leave the contents out. */
const LISTED: Shape<HealthScript> = {
  ...SCRIPT_SHAPE,
  properties: {
    ...SCRIPT_SHAPE.properties,
    detectionScriptContent: { read: () => null },
    remediationScriptContent: { read: () => null },
  },
};

const RUN_SHAPE: Shape<RunState> = {
  type: '#microsoft.graph.deviceHealthScriptDeviceState',
  properties: {
    id: { read: ({ scriptId, deviceId }) => `${scriptId}:${deviceId}` },
    detectionState: { read: ({ detectionState }) => detectionState },
    lastStateUpdateDateTime: { read: ({ at }) => formatInstant(at) },
    lastSyncDateTime: { read: ({ at }) => formatInstant(at) },
    preRemediationDetectionScriptOutput: { read: ({ output }) => output },
    preRemediationDetectionScriptError: { read: ({ error }) => error },
    remediationScriptError: { read: () => null },
    remediationState: { read: () => 'skipped' },
  },
};

function ok(body: unknown): SandboxResponse {
  return { status: 200, body };
}

function listScripts({ view }: Ask): readonly HealthScript[] {
  return view.tenant.proofs.scripts;
}

function findScript(ask: Ask): HealthScript {
  return expectFound(
    listScripts(ask).find(({ id }) => id === readId(ask)),
    ask,
  );
}

function describeScript(script: HealthScript, { view }: Ask): Entity {
  return project(SCRIPT_SHAPE, script, { view });
}

function createScript(ask: Ask): SandboxResponse {
  const fields = readFields(ask);
  const missing = ['displayName', 'publisher', 'detectionScriptContent'].find((name) => !fields[name]);
  if (missing) throw badRequest(`The property '${missing}' is required.`);
  const { tenant, now } = ask.view;
  const script = { id: tenant.random.guid(), createdAt: now, modifiedAt: now, version: 1, fields, assignments: [] };
  tenant.proofs.scripts.push(script);
  return { status: 201, body: describeScript(script, ask) };
}

function changeScript(ask: Ask): SandboxResponse {
  const script = findScript(ask);
  script.fields = { ...script.fields, ...readFields(ask) };
  script.version += 1;
  script.modifiedAt = ask.view.now;
  return ok(describeScript(script, ask));
}

function readFields(ask: Ask): Fields {
  const { '@odata.type': _type, ...fields } = readBody(ask);
  const strange = Object.keys(fields).find((name) => !WRITABLE.some((known) => known === name));
  if (strange) throw badRequest(`The property '${strange}' cannot be set.`);
  const content = fields['detectionScriptContent'];
  const isBase64 = content === undefined || (typeof content === 'string' && /^[\w+/]+={0,2}$/.test(content));
  if (!isBase64) throw badRequest('detectionScriptContent must be base64.');
  return fields;
}

/** Replaces all assignments; who assigns it wants it run by its schedule. */
function assignScript(ask: Ask): SandboxResponse {
  const list = readBody(ask)['deviceHealthScriptAssignments'];
  if (!Array.isArray(list)) throw badRequest('deviceHealthScriptAssignments must be a list.');
  const script = findScript(ask);
  script.assignments = list;
  if (list.length > 0) ask.view.tenant.proofs.runDaily(script);
  return { status: 204 };
}

function listRuns(ask: Ask): readonly RunState[] {
  const { id } = findScript(ask);
  return [...ask.view.tenant.proofs.runs.values()].filter(({ scriptId }) => scriptId === id);
}

function expandDevice({ view }: Ask, { deviceId }: RunState): Entity {
  const cloudPc = view.tenant.cloudPcs.find(({ managedDeviceId }) => managedDeviceId === deviceId);
  const owner = view.tenant.directory.byId(cloudPc?.personId ?? '');
  const device = { id: deviceId, deviceName: cloudPc?.managedDeviceName ?? null };
  return { managedDevice: { ...device, userPrincipalName: owner?.upn ?? null } };
}

function startRun(ask: Ask): SandboxResponse {
  const { tenant } = ask.view;
  const device: CloudPc | undefined = tenant.cloudPcs.find(({ managedDeviceId }) => managedDeviceId === readId(ask));
  const { scriptPolicyId, ...rest } = readBody(ask);
  if (typeof scriptPolicyId !== 'string' || Object.keys(rest).length > 0)
    throw badRequest('scriptPolicyId is required.');
  const script = tenant.proofs.scripts.find(({ id }) => id === scriptPolicyId);
  if (!script) throw notFound(scriptPolicyId);
  tenant.proofs.run(script, expectFound(device, ask));
  return { status: 204 };
}
