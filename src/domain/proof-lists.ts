import { isAwaited } from './approval.ts';
import { proofModeOf } from './proof.ts';
import { mayReport } from './proof-schedule.ts';
import { isLive } from './rollout.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import type { Target } from './target.ts';
import { isBefore, latest, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/**
 * How often the reports are read that the script writes by itself once a day, from the request for approval to the end: six times a
 * day, and once an hour at most where people are asked or told something in between. A reading starts nothing on any device. It is two
 * lists, whatever the number of people: the script's run states, and the Cloud PCs with their devices (ten filters of 15 people, or all
 * of them in pages of 100: Graph's default, "List cloudPCs"; 30 calls for 3,000). Intune lets an app make 2,000 calls in 20 seconds
 * (Graph throttling limits, Intune devices). The page size of run states is documented nowhere.
 */
const EVERY_MINUTES = 4 * 60;
const APART_MINUTES = 60;

/** When the daily reports are to be read next; undefined when nobody needs them. */
export function nextListAt(state: RolloutState): Instant | undefined {
  if (!isListed(state.rollout) || !state.targets.some(mayReport)) return undefined;
  const { reportsReadAt: readAt, submittedAt, plan } = state.rollout;
  if (readAt === undefined) return submittedAt ?? plan.madeAt;
  const news = latest(listOccasions(state.rollout).filter((at) => isBefore(readAt, at)));
  if (news === undefined) return plusMinutes(readAt, EVERY_MINUTES);
  return latest([news, plusMinutes(readAt, APART_MINUTES)]);
}

/** Whose reports are to be read now; nobody's while it is not time. */
export function listToRead(state: RolloutState, now: Instant): readonly Target[] {
  const at = nextListAt(state);
  return at === undefined || isBefore(now, at) ? [] : state.targets.filter(mayReport);
}

/** Reports matter where a plan rests on them, and somebody decides about it or it runs. */
function isListed(rollout: Rollout): boolean {
  if (proofModeOf(rollout.plan.request) === 'attested' || rollout.hold) return false;
  return isAwaited(rollout) || isLive(rollout);
}

/** The moments at which somebody is shown what is known: approvers, deputies, then the owners, then whoever lets the switch go live. */
function listOccasions({ submittedAt, remindedAt, deputies, approval, goLive }: Rollout): readonly Instant[] {
  const all = [submittedAt, remindedAt, deputies?.askedAt, approval?.at, goLive?.askedAt, goLive?.reminded?.askedAt];
  return all.filter((at) => at !== undefined && at !== null);
}
