import type { Actor } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { isDedicated } from '../domain/look.ts';
import { checkProofs } from '../domain/proof-checks.ts';
import type { Check } from '../domain/checks.ts';
import { proofModeOf } from '../domain/proof.ts';
import { fillPatterns, parsePatterns } from '../domain/proof-patterns.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutRequest } from '../domain/request.ts';
import type { ProofSetup } from '../domain/views-proof.ts';
import { requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { ProofCommands } from './commands-proof-api.ts';
import { Failure } from './failure.ts';
import { PROOF_SCRIPT_NAME } from './ports-proof.ts';
import type { InstalledScript, ProofSettings } from './ports-proof.ts';

type SettingUp = Pick<ProofCommands, 'viewProofs' | 'setUpProofs' | 'setPatterns' | 'stopProofs'>;

/** What admins decide about measured proofs. Nothing is kept in between: the script in Intune and one document say all. */
export function createProofCommands(deps: CommandDeps): SettingUp {
  return {
    viewProofs: (actor) => whenAdmin(deps, actor, () => view(deps)),
    setUpProofs: (actor) => whenAdmin(deps, actor, () => setUp(deps, actor)),
    stopProofs: (actor) => whenAdmin(deps, actor, () => stop(deps, actor)),
    setPatterns: (actor, text) => whenAdmin(deps, actor, () => setPatterns(deps, actor, text)),
  };
}

/** A request that leaves it open rests on reports where the script is set up, and on people's word elsewhere; the plan says which. */
export async function withProofMode(deps: CommandDeps, request: RolloutRequest): Promise<RolloutRequest> {
  if (request.proofMode) return request;
  const { scriptId } = await deps.proofSettings.read();
  return { ...request, proofMode: scriptId === null ? 'attested' : 'measured' };
}

/** Whether the reports that the plan asks for can be had. */
export async function readProofChecks(deps: CommandDeps, request: RolloutRequest): Promise<readonly Check[]> {
  const mode = proofModeOf(request);
  if (mode === 'attested') return [];
  const isSetUp = (await deps.proofSettings.read()).scriptId !== null;
  return checkProofs({ mode, isSetUp, probes: isSetUp ? await deps.proofs.selfTest() : [] });
}

/** Whether what was set up still works; nothing where nothing was. */
export async function readSetUpChecks(deps: CommandDeps): Promise<readonly Check[]> {
  const isSetUp = (await deps.proofSettings.read()).scriptId !== null;
  return isSetUp ? checkProofs({ mode: 'measured', isSetUp, probes: await deps.proofs.selfTest() }) : [];
}

async function whenAdmin<T>(deps: CommandDeps, actor: Actor, act: () => Promise<Result<T>>): Promise<Result<T>> {
  const role = await requireRole(deps, actor, 'admin');
  return role.ok ? act() : role;
}

async function view(deps: CommandDeps): Promise<Result<ProofSetup>> {
  return accept(describe(await deps.proofSettings.read(), await readAudience(deps)));
}

interface Audience {
  readonly policies: readonly string[];
  readonly groupIds: readonly string[];
}

/** The groups of all policies with Cloud PCs of one's own: only there is somebody whose data could be lost. */
async function readAudience(deps: CommandDeps): Promise<Audience> {
  const policies = (await deps.cloudPcs.listPolicies()).filter((policy) => isDedicated(policy));
  const assigned = policies.filter(({ groupIds }) => groupIds.length > 0);
  return {
    policies: assigned.map(({ name }) => name),
    groupIds: [...new Set(assigned.flatMap(({ groupIds }) => groupIds))],
  };
}

function describe({ scriptId, patterns }: ProofSettings, audience: Audience): ProofSetup {
  return {
    isSetUp: scriptId !== null,
    scriptName: PROOF_SCRIPT_NAME,
    patterns,
    policies: audience.policies,
    groups: audience.groupIds.length,
  };
}

const DESCRIPTION =
  'Tells Repave whether anything on this Cloud PC would be lost by a reprovision: OneDrive, files outside it, app files. Reads names, sizes and dates only.';

async function setUp(deps: CommandDeps, actor: Actor): Promise<Result<ProofSetup>> {
  const settings = await deps.proofSettings.read();
  const audience = await readAudience(deps);
  if (audience.groupIds.length === 0) return refuse(refusal('proof-no-groups'));
  const content = fillPatterns(await deps.readProofScript(), settings.patterns);
  const installed = await install(deps, content, audience.groupIds);
  if (!installed.ok) return installed;
  const { id, changed } = installed.value;
  await deps.proofSettings.save({ ...settings, scriptId: id });
  const facts = { script: id, changed, patterns: settings.patterns.join('; '), groups: audience.groupIds.length };
  await audit(deps, { actor, what: 'proof-set-up', facts });
  return accept(describe({ ...settings, scriptId: id }, audience));
}

async function stop(deps: CommandDeps, actor: Actor): Promise<Result<ProofSetup>> {
  const settings = await deps.proofSettings.read();
  if (settings.scriptId === null) return refuse(refusal('proof-off-already'));
  const { scriptId: script } = settings;
  try {
    await deps.proofs.unassign(script);
  } catch (error) {
    if (error instanceof Failure && error.code === 'graph-forbidden') return refuse(refusal('proof-forbidden'));
    throw error;
  }
  await deps.proofSettings.save({ ...settings, scriptId: null });
  await audit(deps, { actor, what: 'proof-switched-off', facts: { script } });
  return accept(describe({ ...settings, scriptId: null }, await readAudience(deps)));
}

/** A refusal when the tenant does not let Repave: no permission, or no licence for Remediations. */
async function install(
  deps: CommandDeps,
  content: string,
  groupIds: readonly string[],
): Promise<Result<InstalledScript>> {
  try {
    return accept(await deps.proofs.install({ content, description: DESCRIPTION }, groupIds));
  } catch (error) {
    if (error instanceof Failure && error.code === 'graph-forbidden') return refuse(refusal('proof-forbidden'));
    throw error;
  }
}

async function setPatterns(deps: CommandDeps, actor: Actor, text: string): Promise<Result<ProofSetup>> {
  const patterns = parsePatterns(text);
  if (!patterns.ok) return patterns;
  const settings = await deps.proofSettings.read();
  const changed = { ...settings, patterns: patterns.value };
  await deps.proofSettings.save(changed);
  await audit(deps, { actor, what: 'proof-patterns-set', facts: { patterns: patterns.value.join('; ') } });
  return accept(describe(changed, await readAudience(deps)));
}

async function audit(deps: CommandDeps, act: Pick<AuditEvent, 'actor' | 'what' | 'facts'>): Promise<void> {
  const event: AuditEvent = { ...act, at: deps.clock.now(), rolloutId: null, planHash: null };
  await deps.store.transact((tx) => tx.appendAudit([event]));
}
