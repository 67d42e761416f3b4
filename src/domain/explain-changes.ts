import type { Actor } from './actor.ts';
import { REPAVE } from './actor.ts';
import type { AuditEvent } from './audit.ts';
import type { Refusal } from './refusal.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';

/** The audit events behind a change that time or the world caused: everything that became so between two states. */
export function explainChanges(before: RolloutState, after: RolloutState, now: Instant): readonly AuditEvent[] {
  const say = (what: string, facts: AuditEvent['facts'] = {}, actor: Actor = REPAVE): AuditEvent => ({
    at: now,
    actor,
    what,
    rolloutId: after.rollout.id,
    planHash: after.rollout.hash,
    facts,
  });
  const known = new Map(before.targets.map((target) => [target.planned.cloudPcId, target]));
  const changed = after.targets.filter((target) => known.get(target.planned.cloudPcId) !== target);
  return [
    ...explainRollout(before.rollout, after.rollout, say),
    ...changed.flatMap((target) => explainTarget(known.get(target.planned.cloudPcId), target, say)),
  ];
}

type Say = (what: string, facts?: AuditEvent['facts'], actor?: Actor) => AuditEvent;

function explainRollout(before: Rollout, after: Rollout, say: Say): readonly AuditEvent[] {
  const events: AuditEvent[] = [];
  if (after.expiredAt && !before.expiredAt) events.push(say('approval-expired'));
  if (after.completedAt && !before.completedAt) events.push(say('rollout-completed'));
  if (after.hold && before.hold?.since !== after.hold.since && after.hold.kind !== 'person') {
    events.push(say('rollout-held', { kind: after.hold.kind, ...after.hold.facts }, after.hold.by));
  }
  for (const verdict of after.verdicts.filter((one) => !before.verdicts.includes(one))) {
    const { verified, failed, complaints, notStarted, medianMinutes } = verdict.evidence;
    events.push(
      say('wave-judged', {
        wave: verdict.wave,
        verdict: verdict.verdict,
        verified,
        failed,
        complaints,
        notStarted,
        medianMinutes,
      }),
    );
  }
  if (after.wave > before.wave) events.push(say('wave-opened', { wave: after.wave }));
  for (const joiner of after.newJoiners.filter((name) => !before.newJoiners.includes(name))) {
    events.push(say('new-joiner-got-image', { cloudPc: joiner }));
  }
  return events;
}

function explainTarget(before: Target | undefined, after: Target, say: Say): readonly AuditEvent[] {
  const about = { cloudPcId: after.planned.cloudPcId, cloudPc: after.planned.cloudPcName, person: after.planned.upn };
  const events: AuditEvent[] = [];
  if (after.verifiedAt && !before?.verifiedAt)
    events.push(
      say('target-verified', { ...about, image: after.observed?.imageName ?? '', name: after.observed?.name ?? '' }),
    );
  if (after.failed && !before?.failed) events.push(say('target-failed', { ...about, ...flatten(after.failed.why) }));
  if (after.excluded && !before?.excluded && after.excluded.by === 'repave')
    events.push(say('target-left-out', { ...about, ...flatten(after.excluded.why) }));
  if (before && after.slotRevision > before.slotRevision && after.postponements === before.postponements) {
    events.push(say('date-moved', { ...about, from: before.slot.startAt, to: after.slot.startAt }));
  }
  const [was, is] = [before?.attempts.at(-1), after.attempts.at(-1)];
  if (was && is && was.number === is.number && was.outcome !== is.outcome) {
    events.push(say('attempt-settled', { ...about, attempt: is.number, outcome: is.outcome, detail: is.detail }));
  }
  return events;
}

function flatten(why: Refusal): AuditEvent['facts'] {
  return { why: why.code, ...why.facts };
}
