import { REPAVE } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { noteProof, writeDownProofs } from '../domain/proof-news.ts';
import type { ProofChange, ProofNews } from '../domain/proof-news.ts';
import { parseProofReport } from '../domain/proof-report.ts';
import { listToRead } from '../domain/proof-lists.ts';
import { listProofsDue } from '../domain/proof-schedule.ts';
import type { ProofsDue } from '../domain/proof-schedule.ts';
import { accept } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import { askAppOwners } from './app-cards.ts';
import type { AdvanceDeps } from './advance.ts';
import { isRefused, unlessRefused } from './failure.ts';
import type { ProofRun, Proofs, ProofSettingsStore } from './ports-proof.ts';

export interface ProveDeps extends AdvanceDeps {
  readonly proofs: Proofs;
  readonly proofSettings: ProofSettingsStore;
}

/** Runs asked for at the same time; Graph's own limits are the client's business. */
const ASKS_AT_ONCE = 8;

/** Whose turn it is: to be asked, to be read after that, and to be read because the script ran by itself. */
type Due = ProofsDue & { readonly list: readonly Target[] };

/**
 * Asks the Cloud PCs whose turn it is how safe the data on them is, and reads what others have answered, or say every day. Trouble
 * that passes is thrown and tried again; a final no is what is known of that Cloud PC then, and is not asked again at once.
 */
export async function proveTargets(deps: ProveDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const now = deps.clock.now();
  const due: Due = { ...listProofsDue(state, now), list: listToRead(state, now) };
  if (due.ask.length + due.read.length + due.list.length === 0) return;
  const { scriptId, owners = [] } = await deps.proofSettings.read();
  const news =
    scriptId === null ? forAll(due.ask, troubled('not-set-up', now)) : await gatherNews(deps, scriptId, { due, now });
  await advance(deps, rolloutId, async (before, at, tx) => {
    const isSamePlan = before.rollout.hash === state.rollout.hash;
    const noted = applyNews(isSamePlan && due.list.length > 0 ? noteReading(before, now) : before, news, at);
    const after = isLive(noted.rollout) ? await askAppOwners(tx, noted, { owners, now: at }) : noted;
    const { state: written, changes } = writeDownProofs(before, after, at);
    return accept({ state: written, events: changes.map((one) => toEvent(written.rollout, one, at)), value: null });
  });
}

function noteReading({ rollout, targets }: RolloutState, now: Instant): RolloutState {
  return { rollout: { ...rollout, reportsReadAt: now }, targets };
}

type NewsByCloudPc = ReadonlyMap<string, ProofNews>;

async function gatherNews(
  deps: ProveDeps,
  scriptId: string,
  { due, now }: { readonly due: Due; readonly now: Instant },
): Promise<NewsByCloudPc> {
  const everybody = [...due.ask, ...due.read, ...due.list];
  const devices = await deps.proofs.findDevices(everybody.map((target) => target.planned.upn));
  const mustRead = due.read.length + due.list.length > 0;
  const runs = mustRead ? await readRuns(deps, scriptId) : new Map<string, ProofRun>();
  const news = new Map<string, ProofNews>();
  const note = (target: Target, heard: ProofNews) => void news.set(target.planned.cloudPcId, heard);
  for (const target of due.list) note(target, listNews(target, { devices, runs }));
  for (const target of due.read) note(target, readNews(target, { devices, runs, now }));
  for (let from = 0; from < due.ask.length; from += ASKS_AT_ONCE) {
    const chunk = due.ask.slice(from, from + ASKS_AT_ONCE);
    const heard = await Promise.all(chunk.map((target) => askOne(deps, scriptId, { target, devices, now })));
    chunk.forEach((target, index) => note(target, heard[index] ?? troubled('read-refused', now)));
  }
  return news;
}

/** Undefined when Graph finally refuses: then nothing is known of anybody. */
async function readRuns(deps: ProveDeps, scriptId: string): Promise<ReadonlyMap<string, ProofRun> | undefined> {
  return unlessRefused(() => deps.proofs.listRuns(scriptId), undefined);
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
    if (isRefused(error)) return troubled('read-refused', ask.now);
    throw error;
  }
}

/** What the cloud has lying there anyway: where it has nothing, or will not say, what was known stands. */
function listNews(target: Target, { devices, runs }: Lists): ProofNews {
  const run = runs?.get(devices.get(target.planned.cloudPcId) ?? '');
  return { asked: false, read: false, seen: run ? readRun(run) : null };
}

/** Devices by Cloud PC, and their rows. */
interface Lists {
  readonly devices: ReadonlyMap<string, string>;
  readonly runs: ReadonlyMap<string, ProofRun> | undefined;
}

function readNews(target: Target, { now, ...lists }: Lists & { readonly now: Instant }): ProofNews {
  if (!lists.runs) return { asked: false, read: true, seen: { kind: 'trouble', at: now, code: 'read-refused' } };
  return { ...listNews(target, lists), read: true };
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

function toEvent(
  { id: rolloutId, hash: planHash }: Rollout,
  { target, summary }: ProofChange,
  at: Instant,
): AuditEvent {
  const { cloudPcId, cloudPcName: cloudPc, upn: person } = target.planned;
  const facts = { cloudPcId, cloudPc, person, ...summary };
  return { at, actor: REPAVE, what: 'proof-changed', rolloutId, planHash, facts };
}
