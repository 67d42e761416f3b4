import type { Actor, Role } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Rollout } from '../domain/rollout.ts';
import type { Instant } from '../domain/time.ts';
import type { AdvanceDeps } from './advance.ts';
import type { AppInstaller, CloudPcs, Directory, PersonSeed, SourceImages } from './ports.ts';
import type { Copies } from './ports-copies.ts';
import type { Proofs, ProofSettingsStore } from './ports-proof.ts';

export interface CommandDeps extends AdvanceDeps {
  readonly directory: Directory;
  readonly cloudPcs: CloudPcs;
  readonly sources: SourceImages;
  /** Null where Repave shall not install itself. */
  readonly installer: AppInstaller | null;
  readonly copies: Copies;
  readonly proofs: Proofs;
  readonly proofSettings: ProofSettingsStore;
  readonly tenantId: string;
  readonly tenantName: string;
  /** A group chat in which approval cards are posted as well; null when there is none. */
  readonly approvalChatId: string | null;
  newId(): string;
  /** The script that looks at a Cloud PC, still without the tenant's patterns. */
  readProofScript(): Promise<string>;
  /** Somebody of the directory by sign-in name or id; undefined for nobody, and for a closed account. */
  findPerson(nameOrId: string): Promise<PersonSeed | undefined>;
}

/** The role at this very moment; a refusal names it. */
export async function requireRole(
  deps: Pick<CommandDeps, 'directory'>,
  actor: Actor,
  ...roles: readonly Role[]
): Promise<Result<null>> {
  for (const role of roles) {
    if (await deps.directory.hasRole(actor.id, role)) return accept(null);
  }
  return refuse(refusal(roles.includes('admin') ? 'not-an-admin' : 'not-an-approver'));
}

/** Whoever decides may read what there is to read, deputies included: they are asked about it one day. */
export async function requireReader(deps: Pick<CommandDeps, 'directory'>, actor: Actor): Promise<Result<null>> {
  return requireRole(deps, actor, 'admin', 'approver', 'deputy');
}

const RUNNING = ['awaiting-approval', 'noticing', 'rolling'];

/** The rollout that is meant: the one named, else the only one that is not finished, else (none running) the newest. */
export async function resolveRollout(deps: Pick<CommandDeps, 'store'>, rolloutId?: string): Promise<Result<string>> {
  if (rolloutId !== undefined) return accept(rolloutId);
  const rows = (await deps.store.listRollouts()).filter((row) => row.phase !== 'draft');
  const running = rows.filter((row) => RUNNING.includes(row.phase));
  if (running.length > 1)
    return refuse(
      refusal('which-rollout', { count: running.length, titles: running.map((row) => row.title).join(', ') }),
    );
  const found = running[0] ?? rows[0];
  return found ? accept(found.rolloutId) : refuse(refusal('no-rollout'));
}

/** What a person did, as it goes into the audit chain. */
export function actEvent(
  rollout: Rollout,
  act: { readonly actor: Actor; readonly what: string; readonly now: Instant; readonly facts?: AuditEvent['facts'] },
): AuditEvent {
  return {
    at: act.now,
    actor: act.actor,
    what: act.what,
    rolloutId: rollout.id,
    planHash: rollout.hash,
    facts: act.facts ?? {},
  };
}

/** A try that a rule refused is written down as well: who, what, why not. */
export async function auditRefusal(
  deps: CommandDeps,
  act: {
    readonly actor: Actor;
    readonly what: string;
    readonly rolloutId: string | null;
    readonly codes: readonly string[];
  },
): Promise<void> {
  const { actor, what, rolloutId, codes } = act;
  const event: AuditEvent = {
    at: deps.clock.now(),
    actor,
    what,
    rolloutId,
    planHash: null,
    facts: { why: codes.join(' ') },
  };
  await deps.store.transact((tx) => tx.appendAudit([event]));
}
