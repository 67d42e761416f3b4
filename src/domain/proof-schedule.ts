import { setAside } from './app-owners.ts';
import { judgeProof, NO_PROOF, PROOF_MAX_AGE_MINUTES, proofModeOf } from './proof.ts';
import type { ProofState } from './proof.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished, isWiped } from './target.ts';
import type { Target } from './target.ts';
import { earliest, isBefore, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** The first report is asked for this long before the date, so that there is time to put right what it finds. */
export const PROOF_AHEAD_MINUTES = 48 * 60;
/** A good report is renewed this long before it runs out. */
const RENEW_MINUTES = 4 * 60;
/** A report that was not good, or did not come, is asked for again after this long. */
const AGAIN_MINUTES = 120;
/** A Cloud PC that did not answer is mostly off for the rest of the day. */
const AFTER_SILENCE_MINUTES = 240;
/** Runs take minutes (push to the device, the script, the report back): the first reading, each after twice the time, and the end. */
const FIRST_READ_MINUTES = 5;
export const SILENT_AFTER_MINUTES = 60;
/** A person who presses the button again while a run is on its way gets no second one. */
const PRESS_AGAIN_MINUTES = 10;
/** The cloud's clock and ours may differ by this much. */
const SKEW_MINUTES = 2;

/** Whose script must run now, and whose result must be read now. */
export interface ProofsDue {
  readonly ask: readonly Target[];
  readonly read: readonly Target[];
}

export function listProofsDue(state: RolloutState, now: Instant): ProofsDue {
  const watched = state.targets.filter((target) => isWatched(state, target));
  const isDue = (at: Instant | undefined) => at !== undefined && !isBefore(now, at);
  return {
    ask: watched.filter((target) => isDue(nextAskAt(target))),
    read: watched.filter((target) => isDue(nextReadAt(target))),
  };
}

/** When something about proofs is due next, now included; undefined when nothing is. */
export function nextProofAt(state: RolloutState): Instant | undefined {
  const watched = state.targets.filter((target) => isWatched(state, target));
  return earliest(watched.flatMap((target) => [nextAskAt(target) ?? [], nextReadAt(target) ?? []].flat()));
}

/** A run was asked for and has not answered yet, nor been given up. */
export function isProofAwaited({ proof }: Target): boolean {
  if (!proof?.askedAt) return false;
  const answered = latest([proof.report?.at, proof.trouble?.at].filter((at) => at !== undefined));
  return answered === undefined || isBefore(answered, plusMinutes(proof.askedAt, -SKEW_MINUTES));
}

/** A person wants a fresh look: the same proof while a run of the last minutes is still on its way. */
export function wantProof(target: Target, now: Instant): Target {
  const proof = target.proof ?? NO_PROOF;
  const isOnItsWay =
    isProofAwaited(target) && proof.askedAt !== null && isBefore(now, plusMinutes(proof.askedAt, PRESS_AGAIN_MINUTES));
  if (isOnItsWay || (proof.wantedAt !== null && isWanted(proof))) return target;
  return { ...target, proof: { ...proof, wantedAt: now } };
}

function isWatched({ rollout }: RolloutState, target: Target): boolean {
  if (proofModeOf(rollout.plan.request) === 'attested' || !isLive(rollout) || rollout.hold) return false;
  return target.told !== null && mayReport(target);
}

/** Its owner's data is still on it: nothing is under way, over, or wiped. */
export function mayReport(target: Target): boolean {
  return !isFinished(target) && !attemptUnderWay(target) && !isWiped(target);
}

function nextAskAt(target: Target): Instant | undefined {
  const { proof } = target;
  const from = plusMinutes(target.slot.startAt, -PROOF_AHEAD_MINUTES);
  if (proof?.wantedAt && isWanted(proof)) return proof.wantedAt;
  if (!proof?.askedAt) return from;
  if (isProofAwaited(target)) return undefined;
  return latest([from, renewAt(setAside(proof, target.appAnswers, null) ?? proof)]);
}

function isWanted({ wantedAt, askedAt }: ProofState): boolean {
  return wantedAt !== null && (askedAt === null || isBefore(askedAt, wantedAt));
}

function renewAt(proof: ProofState): Instant {
  const askedAt = proof.askedAt ?? '';
  const isSilent = proof.trouble?.code === 'device-silent' && !isBefore(proof.trouble.at, askedAt);
  const again = plusMinutes(askedAt, isSilent ? AFTER_SILENCE_MINUTES : AGAIN_MINUTES);
  const judged = judgeProof(proof, latest([askedAt, proof.report?.at ?? askedAt]) ?? askedAt);
  if (judged.verdict !== 'green' || !judged.at) return again;
  return latest([again, plusMinutes(judged.at, PROOF_MAX_AGE_MINUTES - RENEW_MINUTES)]) ?? again;
}

function nextReadAt(target: Target): Instant | undefined {
  const { proof } = target;
  if (!proof?.askedAt || !isProofAwaited(target)) return undefined;
  const waited = proof.readAt === null ? 0 : minutesBetween(proof.askedAt, proof.readAt);
  return plusMinutes(proof.askedAt, Math.min(SILENT_AFTER_MINUTES, Math.max(FIRST_READ_MINUTES, 2 * waited)));
}
