import { checkCopies } from '../domain/copy-checks.ts';
import type { CopyFacts } from '../domain/copy-checks.ts';
import type { Check } from '../domain/checks.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutRequest } from '../domain/request.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import { findUndoable, viewUndo } from '../domain/view-undo.ts';
import type { UndoView } from '../domain/view-undo.ts';
import type { Actor } from '../domain/actor.ts';
import { requireReader } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { CopyCommands } from './commands-copies-api.ts';
import { unlessRefused } from './failure.ts';

/** What can be brought back for one person, and how. Reads only. */
export function createCopyCommands(deps: CommandDeps): CopyCommands {
  return { viewUndo: (actor, who, rolloutId) => showUndo(deps, actor, { who, rolloutId }) };
}

/** What planning reads when copies are asked for; undefined when they are not. */
export async function readCopyFacts(deps: CommandDeps, request: RolloutRequest): Promise<CopyFacts | undefined> {
  const { protection } = request;
  if (!protection) return undefined;
  const { copies } = deps;
  const [probes, snapshots, accounts] = await Promise.all([
    copies.selfTest(),
    unlessRefused(() => copies.listManualSnapshots(), null),
    protection.kind === 'export' ? unlessRefused(() => copies.listStorageAccounts(), null) : null,
  ]);
  return { probes, snapshots, accounts };
}

export function copyChecks(request: RolloutRequest, facts: CopyFacts | undefined): readonly Check[] {
  return request.protection && facts ? checkCopies(request.protection, facts) : [];
}

const OPEN = ['draft', 'awaiting-approval', 'noticing', 'rolling'];

/** Whether copies can be made, where a rollout that is not over asks for them; nothing where none does. */
export async function readUsedCopyChecks(deps: CommandDeps): Promise<readonly Check[]> {
  const rows = (await deps.store.listRollouts()).filter(({ phase }) => OPEN.includes(phase));
  for (const { rolloutId } of rows) {
    const { protection } = (await deps.store.readRollout(rolloutId))?.rollout.plan.request ?? {};
    if (!protection) continue;
    const accounts =
      protection.kind === 'export' ? await unlessRefused(() => deps.copies.listStorageAccounts(), null) : null;
    return checkCopies(protection, { probes: await deps.copies.selfTest(), snapshots: null, accounts });
  }
  return [];
}

async function showUndo(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly who: string; readonly rolloutId: string | undefined },
): Promise<Result<UndoView>> {
  const role = await requireReader(deps, actor);
  if (!role.ok) return role;
  if (ask.who.trim() === '') return refuse(refusal('undo-whose'));
  const rows = (await deps.store.listRollouts()).filter(
    ({ rolloutId }) => ask.rolloutId === undefined || rolloutId === ask.rolloutId,
  );
  for (const { rolloutId } of rows.sort((a, b) => b.createdAt.localeCompare(a.createdAt))) {
    const state = await deps.store.readRollout(rolloutId);
    const found = state ? findUndoable(state, ask.who) : [];
    if (found.length > 1) return refuse(refusal('undo-several', { names: found.map(nameOf).join(', ') }));
    if (state && found[0]) return accept(await viewFor(deps, actor, { state, target: found[0] }));
  }
  return refuse(refusal('undo-nobody', { who: ask.who }));
}

/** Whoever reads of a case may read this; only an admin can ask for the old image. */
async function viewFor(
  deps: CommandDeps,
  actor: Actor,
  { state, target }: { readonly state: RolloutState; readonly target: Target },
): Promise<UndoView> {
  const view = viewUndo(state, target, deps.clock.now());
  return { ...view, mayRollBack: view.mayRollBack && (await deps.directory.hasRole(actor.id, 'admin')) };
}

function nameOf({ planned }: { readonly planned: { readonly cloudPcName: string } }): string {
  return planned.cloudPcName;
}
