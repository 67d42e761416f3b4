import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { PROOF_SCRIPT_NAME } from '../workflow/ports-proof.ts';
import type { InstalledScript, ProofRun, Proofs, ProofScript } from '../workflow/ports-proof.ts';
import { isSuccess, toFailure } from './graph-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { listManagedDevices } from './graph-managed-devices.ts';
import { instantOrNull, parseAnswer, parseRows, textOr, textOrNull } from './graph-parse.ts';
import { probeProofs } from './graph-proof-test.ts';

/** Beta only (Graph reference, deviceHealthScript): Intune's Remediations. */
const SCRIPTS = 'deviceManagement/deviceHealthScripts';

const script = z.object({ id: z.string().min(1), displayName: textOr(''), detectionScriptContent: textOrNull });

const runState = z.object({
  detectionState: textOr('unknown'),
  lastStateUpdateDateTime: instantOrNull,
  preRemediationDetectionScriptOutput: textOr(''),
  managedDevice: z.object({ id: z.string().min(1) }).nullish(),
});

/** Proofs through Microsoft Graph. */
export function createGraphProofs({ graph }: { readonly graph: GraphClient }): Proofs {
  return {
    install: (wanted, groupIds) => install(graph, wanted, groupIds),
    async find() {
      const found = await findScript(graph);
      return found && describe(found.id, 'as-it-was');
    },
    unassign: (scriptId) => unassign(graph, scriptId),
    findDevices: (upns) => listManagedDevices(graph, upns),
    askRun: (scriptId, deviceId) => askRun(graph, scriptId, deviceId),
    listRuns: (scriptId) => listRuns(graph, scriptId),
    selfTest: () => probeProofs(graph),
  };
}

type Script = z.infer<typeof script>;

/** Of two with the same name, which only a lost answer can leave behind, the first by id is ours. */
async function findScript(graph: GraphClient): Promise<Script | undefined> {
  const rows = await graph.list({ method: 'GET', version: 'beta', path: SCRIPTS });
  const ours = parseRows(script, rows, 'GET deviceHealthScripts').filter(
    (row) => row.displayName === PROOF_SCRIPT_NAME,
  );
  return ours.sort((a, b) => a.id.localeCompare(b.id))[0];
}

async function install(graph: GraphClient, wanted: ProofScript, groupIds: readonly string[]): Promise<InstalledScript> {
  const known = await findScript(graph);
  const installed = known ? await update(graph, known.id, wanted) : await create(graph, wanted);
  const body = { deviceHealthScriptAssignments: groupIds.map(toAssignment) };
  const path = `${SCRIPTS}/${encodeURIComponent(installed.id)}/assign`;
  const answer = await graph.send({ method: 'POST', version: 'beta', path, body });
  if (!isSuccess(answer)) throw toFailure(answer);
  return installed;
}

/** Assignments are replaced as a whole, so that none are left. */
async function unassign(graph: GraphClient, scriptId: string): Promise<void> {
  const path = `${SCRIPTS}/${encodeURIComponent(scriptId)}/assign`;
  const body = { deviceHealthScriptAssignments: [] };
  const answer = await graph.send({ method: 'POST', version: 'beta', path, body });
  if (!isSuccess(answer) && answer.status !== 404) throw toFailure(answer);
}

/** Sent one single time: a repeat after a lost answer would leave two. */
async function create(graph: GraphClient, wanted: ProofScript): Promise<InstalledScript> {
  const body = {
    displayName: PROOF_SCRIPT_NAME,
    publisher: 'Repave',
    runAsAccount: 'system',
    runAs32Bit: false,
    enforceSignatureCheck: false,
    ...toContent(wanted),
  };
  const answer = await graph.sendOnce({ method: 'POST', version: 'beta', path: SCRIPTS, body }, () => true);
  if (!isSuccess(answer)) throw toFailure(answer);
  return describe(parseAnswer(script, answer.body, 'POST deviceHealthScripts').id, 'created');
}

async function update(graph: GraphClient, id: string, wanted: ProofScript): Promise<InstalledScript> {
  const path = `${SCRIPTS}/${encodeURIComponent(id)}`;
  const body = await graph.read({ method: 'GET', version: 'beta', path });
  const content = toContent(wanted);
  const now = parseAnswer(script, body, 'GET deviceHealthScripts/{id}').detectionScriptContent;
  if (now === content.detectionScriptContent) return describe(id, 'as-it-was');
  const answer = await graph.send({ method: 'PATCH', version: 'beta', path, body: content });
  if (!isSuccess(answer)) throw toFailure(answer);
  return describe(id, 'updated');
}

function toContent({ content, description }: ProofScript) {
  return { description, detectionScriptContent: Buffer.from(content, 'utf8').toString('base64') };
}

function describe(id: string, changed: InstalledScript['changed']): InstalledScript {
  return { id, name: PROOF_SCRIPT_NAME, changed };
}

/** Detection alone, once a day at noon by the device's own time; between those it runs when it is asked to. */
function toAssignment(groupId: string) {
  return {
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
    runRemediationScript: false,
    runSchedule: {
      '@odata.type': '#microsoft.graph.deviceHealthScriptDailySchedule',
      interval: 1,
      useUtc: false,
      time: '12:00:00.0000000',
    },
  };
}

async function askRun(graph: GraphClient, scriptPolicyId: string, deviceId: string): Promise<void> {
  const path = `deviceManagement/managedDevices/${encodeURIComponent(deviceId)}/initiateOnDemandProactiveRemediation`;
  const answer = await graph.send({ method: 'POST', version: 'beta', path, body: { scriptPolicyId } });
  if (!isSuccess(answer)) throw toFailure(answer);
}

const STATES: Readonly<Record<string, ProofRun['state']>> = {
  success: 'ran',
  fail: 'ran',
  scriptError: 'script-error',
  pending: 'pending',
};

/** One list for everybody, in pages. A row without a device or a time says nothing about anybody. */
async function listRuns(graph: GraphClient, scriptId: string): Promise<ReadonlyMap<string, ProofRun>> {
  const path = `${SCRIPTS}/${encodeURIComponent(scriptId)}/deviceRunStates`;
  const query = { $expand: 'managedDevice($select=id,deviceName,userPrincipalName)' };
  const rows = await graph.list({ method: 'GET', version: 'beta', path, query });
  const runs = new Map<string, ProofRun>();
  for (const row of parseRows(runState, rows, 'GET deviceHealthScripts/{id}/deviceRunStates')) {
    const { lastStateUpdateDateTime: at, managedDevice: device } = row;
    const deviceId = device?.id.toLowerCase();
    if (at === null || !deviceId || !isNewer(at, runs.get(deviceId)?.at)) continue;
    const state = STATES[row.detectionState] ?? 'unknown';
    runs.set(deviceId, { at, state, output: row.preRemediationDetectionScriptOutput.trim() });
  }
  return runs;
}

function isNewer(at: Instant, known: Instant | undefined): boolean {
  return known === undefined || at > known;
}
