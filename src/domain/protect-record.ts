import type { AuditEvent } from './audit.ts';
import type { CopyState } from './copy.ts';
import type { RolloutState } from './rollout.ts';
import type { Target } from './target.ts';

/** Names in the audit chain by what a copy has become; states between do not stand in it. */
const EVENTS: Readonly<Partial<Record<CopyState['state'], string>>> = {
  wanted: 'copy-intended',
  ordered: 'copy-ordered',
  ready: 'copy-ready',
  unhealthy: 'copy-failed',
  unconfirmed: 'copy-failed',
  failed: 'copy-failed',
};

/** What became so of the copies between two states, for the audit chain. */
export function explainCopies(
  before: RolloutState,
  after: RolloutState,
): readonly { readonly what: string; readonly facts: AuditEvent['facts'] }[] {
  return after.targets.flatMap((target, index) => {
    const { copy } = target;
    const was = before.targets[index]?.copy;
    if (!copy || (was?.state === copy.state && was.orderedAt === copy.orderedAt)) return [];
    const what = EVENTS[copy.state];
    return what ? [{ what, facts: factsOf(target, copy) }] : [];
  });
}

/** Where the copy is, and until when: what goes on record, with the wipe as well. */
export function factsOf({ planned }: Pick<Target, 'planned'>, copy: CopyState): AuditEvent['facts'] {
  return {
    cloudPcId: planned.cloudPcId,
    cloudPc: planned.cloudPcName,
    person: planned.upn,
    copyKind: copy.kind,
    copyState: copy.state,
    storage: copy.where,
    snapshot: copy.snapshotId ?? '',
    createdAt: copy.createdAt ?? '',
    expiresAt: copy.expiresAt ?? '',
    replaced: copy.replaces?.id ?? '',
    trouble: copy.trouble,
    tries: copy.tries,
  };
}
