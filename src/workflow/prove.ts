import { REPAVE } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { judgeProof } from '../domain/proof.ts';
import { noteProof, summariseProof } from '../domain/proof-news.ts';
import type { ProofNews } from '../domain/proof-news.ts';
import { parseProofReport } from '../domain/proof-report.ts';
import { listProofsDue } from '../domain/proof-schedule.ts';
import type { ProofsDue } from '../domain/proof-schedule.ts';
import { accept } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import { askAppOwners } from './app-cards.ts';
import type { AdvanceDeps } from './advance.ts';
import { Failure } from './failure.ts';
import type { ProofRun, Proofs, ProofSettingsStore } from './ports-proof.ts';

export interface ProveDeps extends AdvanceDeps {
  readonly proofs: Proofs;
  readonly proofSettings: ProofSettingsStore;
}

/** Runs asked for at the same time; Graph's own limits are the client's business. */
const ASKS_AT_ONCE = 8;

/**
 * Asks the Cloud PCs whose turn it is how safe the data on them is, and reads what others have answered. Trouble that passes is
 * thrown and tried again; a final no is what is known of that Cloud PC then, and is not asked again at once.
 */
export async function proveTargets(deps: ProveDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const now = deps.clock.now();
  const due = listProofsDue(state, now);
  if (due.ask.length + due.read.length === 0) return;
  const { scriptId, owners = [] } = await deps.proofSettings.read();
  const news =
    scriptId === null ? forAll(due.ask, troubled('not-set-up', now)) : await gatherNews(deps, scriptId, { due, now });
  await advance(deps, rolloutId, async (before, at, tx) => {
    const after = await askAppOwners(tx, applyNews(before, news, at), { owners, now: at });
    return accept({ state: after, events: explainNews(before, after, at), value: null });
  });
}

type NewsByCloudPc = ReadonlyMap<string, ProofNews>;

async function gatherNews(
  deps: ProveDeps,
  scriptId: string,
  { due, now }: { readonly due: ProofsDue; readonly now: Instant },
): Promise<NewsByCloudPc> {
  const everybody = [...due.ask, ...due.read];
  const devices = await deps.proofs.findDevices(everybody.map((target) => target.planned.upn));
  const runs = due.read.length > 0 ? await readRuns(deps, scriptId) : new Map<string, ProofRun>();
  const news = new Map<string, ProofNews>();
  for (const target of due.read) news.set(target.planned.cloudPcId, readNews(target, { devices, runs, now }));
  for (let from = 0; from < due.ask.length; from += ASKS_AT_ONCE) {
    const chunk = due.ask.slice(from, from + ASKS_AT_ONCE);
    const heard = await Promise.all(chunk.map((target) => askOne(deps, scriptId, { target, devices, now })));
    chunk.forEach((target, index) => news.set(target.planned.cloudPcId, heard[index] ?? troubled('read-refused', now)));
  }
  return news;
}

/** Undefined when Graph finally refuses: then nothing is known of anybody. */
async function readRuns(deps: ProveDeps, scriptId: string): Promise<ReadonlyMap<string, ProofRun> | undefined> {
  try {
    return await deps.proofs.listRuns(scriptId);
  } catch (error) {
    if (isFinal(error)) return undefined;
    throw error;
  }
}

async function askOne(
  deps: ProveDeps,
  scriptId: string,
  ask: { readonly target: Target; readonly devices: ReadonlyMap<string, string>; readonly now: Instant },
): Promise<ProofNews> {
  const deviceId = ask.devices.get(ask.target.planned.cloudPcId);
  if (deviceId === undefined) return troubled('no-device', ask.now);
  try {
    await deps.proofs.askRun(scriptId, deviceId);
    return { asked: true, read: false, seen: null };
  } catch (error) {
    if (isFinal(error)) return troubled('read-refused', ask.now);
    throw error;
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof Failure && error.retryAfterSeconds === null;
}

function readNews(
  target: Target,
  ask: {
    readonly devices: ReadonlyMap<string, string>;
    readonly runs: ReadonlyMap<string, ProofRun> | undefined;
    readonly now: Instant;
  },
): ProofNews {
  if (!ask.runs) return { asked: false, read: true, seen: { kind: 'trouble', at: ask.now, code: 'read-refused' } };
  const run = ask.runs.get(ask.devices.get(target.planned.cloudPcId) ?? '');
  return { asked: false, read: true, seen: run ? readRun(run) : null };
}

/** What the cloud's row says. A run that waits for its device, or in a state newer than this program, says nothing yet. */
function readRun(run: ProofRun): ProofNews['seen'] {
  if (run.state === 'script-error') return { kind: 'trouble', at: run.at, code: 'script-error' };
  if (run.state !== 'ran') return null;
  const parsed = parseProofReport(run.output);
  return parsed.ok
    ? { kind: 'report', at: run.at, report: parsed.report }
    : { kind: 'trouble', at: run.at, code: parsed.why };
}

function troubled(code: 'not-set-up' | 'no-device' | 'read-refused', at: Instant): ProofNews {
  return { asked: true, read: false, seen: { kind: 'trouble', at, code } };
}

function forAll(targets: readonly Target[], news: ProofNews): NewsByCloudPc {
  return new Map(targets.map((target) => [target.planned.cloudPcId, news]));
}

function applyNews(state: RolloutState, news: NewsByCloudPc, now: Instant): RolloutState {
  const targets = state.targets.map((target) => {
    const heard = news.get(target.planned.cloudPcId);
    return heard ? noteProof(target, heard, now) : target;
  });
  return { ...state, targets };
}

/** Written down when the verdict, or what is behind it, has become another one. */
function explainNews(before: RolloutState, after: RolloutState, now: Instant): readonly AuditEvent[] {
  return after.targets.flatMap((target, index) => {
    const was = summariseProof(judgeProof(before.targets[index]?.proof, now));
    const is = summariseProof(judgeProof(target.proof, now));
    if (was.verdict === is.verdict && was.codes === is.codes) return [];
    const { cloudPcId, cloudPcName: cloudPc, upn: person } = target.planned;
    const { id: rolloutId, hash: planHash } = after.rollout;
    const facts = { cloudPcId, cloudPc, person, ...is };
    return [{ at: now, actor: REPAVE, what: 'proof-changed', rolloutId, planHash, facts }];
  });
}
