import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';

/** Which notices a live rollout owes: one for every target and date that is not yet ordered. Nothing is owed while it is held. */
export function oweNotices(state: RolloutState): { readonly state: RolloutState; readonly owed: readonly Target[] } {
  const { rollout, targets } = state;
  if (!isLive(rollout) || rollout.hold) return { state, owed: [] };
  const owed: Target[] = [];
  const next = targets.map((target) => {
    if (isFinished(target) || attemptUnderWay(target) || target.noticeRevision >= target.slotRevision) return target;
    const ordered = { ...target, noticeRevision: target.slotRevision, unreachable: null };
    owed.push(ordered);
    return ordered;
  });
  return owed.length === 0 ? { state, owed } : { state: { rollout, targets: next }, owed };
}

export function noticeKey(rolloutId: string, cloudPcId: string, slotRevision: number): string {
  return `${rolloutId}/notice/${cloudPcId}/${slotRevision}`;
}
