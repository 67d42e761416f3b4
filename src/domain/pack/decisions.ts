import { createHash } from 'node:crypto';
import type { Hold, LineStop, Rollout } from '../rollout.ts';
import { isOwnersStop } from '../stop-line.ts';
import type { Target } from '../target.ts';

/** Who asked, who answered, to which hash and to which text; the switch of the policies and the look back, where they were decided apart. */
export function describeApprovals(rollout: Rollout): object {
  const { plan, hash, approval, votes, deputies, goLive, review, sponsor } = rollout;
  const { submittedAt, expiredAt, lateStart } = rollout;
  const { requestedBy, madeAt, revision, request } = plan;
  const terms = {
    approvalHours: request.approvalHours,
    quorum: request.quorum ?? 1,
    expedite: request.expedite ?? null,
  };
  return {
    asked: { requestedBy, madeAt, revision, hash, submittedAt, ...terms },
    answer: approval,
    votes: votes ?? [],
    deputies: deputies ?? null,
    goLive: goLive ?? null,
    review: review ?? null,
    sponsor: sponsor ?? null,
    wantedAgainBy: rollout.wantedAgainBy ?? null,
    expiredAt,
    lateStart,
  };
}

/** Everything that a person decided against, or in place of, what would have happened by itself. */
export function describeOverrides(rollout: Rollout, targets: readonly Target[]): object {
  const { plan, hold, stops, verdicts, aborted, appCards } = rollout;
  return {
    ticks: plan.ticks,
    waivers: targets.flatMap((target) =>
      target.evidence.filter(({ state }) => state === 'waived').map((piece) => ({ ...about(target), ...piece })),
    ),
    appOwners: appCards ?? [],
    appAnswers: targets.flatMap((target) =>
      (target.appAnswers ?? []).map((answer) => ({ ...about(target), ...answer })),
    ),
    requests: targets.flatMap(describeAppeals),
    retries: targets.flatMap((target) => target.retries.map((retry) => ({ ...about(target), ...retry }))),
    promotions: verdicts.flatMap(({ wave, verdict, promotedBy }) =>
      promotedBy ? [{ wave, verdict, promotedBy }] : [],
    ),
    hold: hold?.kind === 'person' || hold?.kind === 'line-stopped' ? bareHold(hold) : null,
    stops: (stops ?? []).map(bareStop),
    aborted,
    exclusions: plan.request.exclusions,
  };
}

/** A hold as a pack shows it: why an owner stopped the line, by hash alone. */
export function bareHold(hold: Hold | null): object | null {
  return hold && isOwnersStop(hold) ? hashReason(hold) : hold;
}

/** The card on which a stop was ended repeats why it was made. */
function bareStop(stop: LineStop): object {
  const { seen, ...ended } = stop.ended ?? {};
  const end = stop.ended && { ...ended, ...(seen === undefined ? {} : { seenSha256: hashText(seen) }) };
  return stop.as === 'owner' ? hashReason({ ...stop, ended: end }) : { ...stop, ended: end };
}

function hashReason<T extends { readonly reason: string }>({ reason, ...rest }: T): object {
  return { ...rest, reasonSha256: hashText(reason) };
}

/** What was asked for one Cloud PC and decided by somebody else. The owner's own words, and the card that repeats them, by hash alone. */
function describeAppeals(target: Target): readonly object[] {
  return (target.appeals ?? []).map(({ reason, answer, ...appeal }) => {
    const { seen = '', ...decided } = answer ?? {};
    const outcome = answer ? { ...decided, seenSha256: hashText(seen) } : null;
    return { ...about(target), ...appeal, reasonSha256: hashText(reason), answer: outcome };
  });
}

/** Complaints about what was done, turn by turn, without the words. */
export function describeCases(target: Target): readonly object[] {
  return (target.cases ?? []).map(({ number, what, turns }) => ({
    ...about(target),
    number,
    what,
    turns: turns.map(({ at, by, what: kind }) => ({ at, by, what: kind })),
  }));
}

/** What was done to reach somebody, and what came of it; a manager by what they got, not by name. */
export function describeReach(target: Target): readonly object[] {
  const { told, unreachable, reach, acknowledgedAt } = target;
  if (!reach && acknowledgedAt === undefined) return [];
  const { manager, ...rest } = reach ?? {};
  const word = manager ? { at: manager.at, slotStartAt: manager.slotStartAt, outcome: manager.outcome } : null;
  const seen = { toldAt: told?.firstAt ?? null, acknowledgedAt: acknowledgedAt ?? null, unreachable };
  return [{ ...about(target), ...seen, ...rest, manager: word }];
}

export function about({ planned }: Target): object {
  const { cloudPcId, cloudPcName, upn } = planned;
  return { cloudPcId, cloudPc: cloudPcName, person: upn };
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
