import type { Actor } from './actor.ts';
import { REPAVE } from './actor.ts';
import type { AuditEvent } from './audit.ts';
import type { Refusal } from './refusal.ts';
import type { Hold, Rollout, RolloutState, Verdict } from './rollout.ts';
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
  const ended: readonly Row[] = [
    [isNew(before.expiredAt, after.expiredAt), 'approval-expired', {}],
    [isNew(before.completedAt, after.completedAt), 'rollout-completed', {}],
    [isNew(before.aborted, after.aborted?.code), 'request-ended', { why: after.aborted?.code ?? '' }],
  ];
  return [
    ...ended.filter(([holds]) => holds).map(([, what, facts]) => say(what, facts)),
    ...explainHold(before.hold, after.hold, say),
    ...after.verdicts.filter((one) => !wasGiven(before, one)).map((one) => explainVerdict(one, say)),
    ...(after.wave > before.wave ? [say('wave-opened', { wave: after.wave })] : []),
    ...after.newJoiners
      .filter((name) => !before.newJoiners.includes(name))
      .map((name) => say('new-joiner-got-image', { cloudPc: name })),
  ];
}

function explainHold(before: Hold | null, after: Hold | null, say: Say): readonly AuditEvent[] {
  if (!after || before?.since === after.since || isPersons(after)) return [];
  return [say('rollout-held', { kind: after.kind, ...after.facts }, after.by)];
}

function explainVerdict({ wave, verdict, evidence }: Verdict, say: Say): AuditEvent {
  const { verified, failed, complaints, notStarted, medianMinutes } = evidence;
  return say('wave-judged', { wave, verdict, verified, failed, complaints, notStarted, medianMinutes });
}

/** Holds that people set are acts of theirs, written as such. */
function isPersons({ kind }: Hold): boolean {
  return kind === 'person' || kind === 'line-stopped';
}

/** A verdict that a person promoted afterwards is still the same verdict: the promotion is that person's act, with an event of its own. */
function wasGiven(before: Rollout, verdict: Verdict): boolean {
  return before.verdicts.some((known) => known.wave === verdict.wave && known.at === verdict.at);
}

type Row = readonly [boolean, string, AuditEvent['facts']];

/** What became so of one target: each row is a condition, the name in the chain, and the facts. */
function explainTarget(before: Target | undefined, after: Target, say: Say): readonly AuditEvent[] {
  const about = { cloudPcId: after.planned.cloudPcId, cloudPc: after.planned.cloudPcName, person: after.planned.upn };
  const rows = [...explainEnd(before, after), ...explainMove(before, after), ...explainSettled(before, after)];
  return rows.filter(([holds]) => holds).map(([, what, facts]) => say(what, { ...about, ...facts }));
}

function explainEnd(before: Target | undefined, after: Target): readonly Row[] {
  const { verifiedAt, failed, excluded, observed } = after;
  const seen = { image: observed?.imageName ?? '', name: observed?.name ?? '' };
  const byRepave = excluded?.by === 'repave';
  return [
    [isNew(before?.verifiedAt, verifiedAt), 'target-verified', seen],
    [isNew(before?.failed, failed), 'target-failed', flatten(failed?.why)],
    [isNew(before?.excluded, excluded) && byRepave, 'target-left-out', flatten(excluded?.why)],
  ];
}

function isNew(was: unknown, is: unknown): boolean {
  return Boolean(is) && !was;
}

/** Dates that Repave moved; a person's own postponement is an act of theirs and written as such. */
function explainMove(before: Target | undefined, after: Target): readonly Row[] {
  if (!before) return [];
  // A notice that is sent once more has a revision of its own, but the date stands.
  const isNewDate = before.slot.startAt !== after.slot.startAt;
  const moved = isNewDate && after.slotRevision > before.slotRevision && after.postponements === before.postponements;
  return [[moved, 'date-moved', { from: before.slot.startAt, to: after.slot.startAt }]];
}

function explainSettled(before: Target | undefined, after: Target): readonly Row[] {
  const [was, is] = [before?.attempts.at(-1), after.attempts.at(-1)];
  if (!was || !is || was.number !== is.number) return [];
  return [
    [was.outcome !== is.outcome, 'attempt-settled', { attempt: is.number, outcome: is.outcome, detail: is.detail }],
  ];
}

function flatten(why: Refusal | undefined): AuditEvent['facts'] {
  return why ? { why: why.code, ...why.facts } : {};
}
