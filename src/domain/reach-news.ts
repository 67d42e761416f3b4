import type { ManagerWord, Reach } from './reach.ts';
import { isUnreached } from './reach.ts';
import type { RolloutState } from './rollout.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';

/** What one round found out about one target. */
export interface ReachNews {
  /** A round was made; false when only the manager's turn had come, or Graph asked to wait. */
  readonly tried: boolean;
  readonly install?: Exclude<Reach['install'], undefined>;
  /** The notice is to be sent once more. */
  readonly resend: boolean;
  readonly againAt?: Instant;
  readonly manager?: ManagerWord;
}

/**
 * Records a round. A notice is owed again under a new revision, and only to somebody whom none has reached meanwhile: nobody is told
 * twice of the same date.
 */
export function applyReach(state: RolloutState, news: ReadonlyMap<string, ReachNews>, now: Instant): RolloutState {
  const targets = state.targets.map((target) => {
    const own = news.get(target.planned.cloudPcId);
    return own ? noteNews(target, own, now) : target;
  });
  return { ...state, targets };
}

function noteNews(target: Target, news: ReachNews, now: Instant): Target {
  const { againAt: _done, asked: _asked, ...before } = target.reach ?? { since: now, tries: 0, triedAt: null };
  const counts = news.resend || (news.install !== undefined && news.install.outcome !== 'off');
  const reach: Reach = {
    ...before,
    tries: before.tries + (counts ? 1 : 0),
    ...(news.tried ? { triedAt: now } : {}),
    ...(news.install ? { install: news.install } : {}),
    ...(news.manager ? { manager: news.manager } : {}),
    ...(news.againAt === undefined ? {} : { againAt: news.againAt }),
  };
  const noted = { ...target, reach };
  if (!news.resend || !isUnreached(target)) return noted;
  return { ...noted, unreachable: null, slotRevision: target.slotRevision + 1 };
}

/** A person's order: those who were not reached are tried at the next look, whatever the waits. Answers how many. */
export function wantReach(state: RolloutState, now: Instant): { readonly state: RolloutState; readonly count: number } {
  const unreached = state.targets.filter(isUnreached).length;
  if (unreached === 0) return { state, count: 0 };
  const targets = state.targets.map((target) => {
    if (!isUnreached(target)) return target;
    const reach = target.reach ?? { since: now, tries: 0, triedAt: null };
    return { ...target, reach: { ...reach, since: reach.since ?? now, againAt: now, asked: true as const } };
  });
  return { state: { ...state, targets }, count: unreached };
}
