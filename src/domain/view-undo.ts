import type { CopyState } from './copy.ts';
import type { Rollback } from './plan.ts';
import { proofModeOf } from './proof.ts';
import type { RolloutState } from './rollout.ts';
import { isFinished, targetPhase } from './target.ts';
import type { Target, TargetPhase } from './target.ts';
import { isBefore } from './time.ts';
import type { Instant } from './time.ts';
import { titleOf } from './view-plan.ts';

/** What can be brought back for one Cloud PC, and how. Facts alone: nothing in it is promised beyond what is documented. */
export interface UndoView {
  readonly kind: 'undo';
  readonly rolloutId: string;
  readonly title: string;
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  /** Its name after the rebuild; the same when it did not change or was not rebuilt. */
  readonly cloudPcNameNow: string;
  readonly personName: string;
  readonly outcome: TargetPhase;
  /** When the tenant took the order to wipe it; null when nothing was wiped. */
  readonly wipedAt: Instant | null;
  readonly imageBefore: string;
  readonly imageAfter: string;
  /** Whether the plan asked for a copy at all. */
  readonly copyAsked: boolean;
  readonly copy: UndoCopy | null;
  /** What was known of the data outside OneDrive when it was last looked at; null where nothing was measured. */
  readonly outsideFiles: number | null;
  readonly rollback: Rollback['possible'];
  /** A way back by image can be asked for now. */
  readonly mayRollBack: boolean;
  readonly requesterName: string;
}

export interface UndoCopy {
  readonly kind: CopyState['kind'];
  readonly state: CopyState['state'];
  readonly createdAt: Instant | null;
  /** When Windows 365 deletes the restore point; null when it did not say. Exports are never deleted by themselves. */
  readonly expiresAt: Instant | null;
  readonly isExpired: boolean;
  /** Name of the storage account; '' for a restore point alone. */
  readonly account: string;
  readonly snapshotId: string;
}

/** Targets that somebody may mean: by name, address, or the name (before or now) or id of the Cloud PC. */
export function findUndoable({ targets }: RolloutState, who: string): readonly Target[] {
  const wanted = who.trim().toLowerCase();
  return targets.filter(({ planned, observed }) =>
    [planned.upn, planned.personName, planned.cloudPcName, planned.cloudPcId, observed?.name ?? ''].some(
      (name) => name.toLowerCase() === wanted,
    ),
  );
}

export function viewUndo({ rollout, targets }: RolloutState, target: Target, now: Instant): UndoView {
  const { plan } = rollout;
  const { planned, observed, copy, proof } = target;
  const isMeasured = proofModeOf(plan.request) !== 'attested';
  return {
    kind: 'undo',
    rolloutId: rollout.id,
    title: titleOf(plan),
    cloudPcId: planned.cloudPcId,
    cloudPcName: planned.cloudPcName,
    cloudPcNameNow: observed?.name ?? planned.cloudPcName,
    personName: planned.personName,
    outcome: targetPhase(target),
    wipedAt: wipedAt(target),
    imageBefore: planned.imageBefore,
    imageAfter: plan.image.name,
    copyAsked: plan.request.protection !== undefined,
    copy: copy ? describeCopy(copy, now) : null,
    outsideFiles: isMeasured ? (proof?.report?.body.outside.files ?? null) : null,
    rollback: plan.rollback.possible,
    mayRollBack: plan.kind === 'replace' && targets.every(isFinished) && wipedAt(target) !== null,
    requesterName: plan.requestedBy.name,
  };
}

function wipedAt(target: Target): Instant | null {
  return target.attempts.findLast(({ outcome }) => outcome === 'accepted')?.intentAt ?? null;
}

function describeCopy(copy: CopyState, now: Instant): UndoCopy {
  const { kind, state, createdAt, expiresAt, where, snapshotId } = copy;
  return {
    ...{ kind, state, createdAt, expiresAt },
    isExpired: expiresAt !== null && !isBefore(now, expiresAt),
    account: where.split('/').at(-1) ?? '',
    snapshotId: snapshotId ?? '',
  };
}
