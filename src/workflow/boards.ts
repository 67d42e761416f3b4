import type { RolloutState } from '../domain/rollout.ts';
import type { SwitchState } from '../domain/switches.ts';
import { lastAttempt, targetPhase } from '../domain/target.ts';
import { IN_DOUBT_ASK_MINUTES } from '../domain/defaults.ts';
import { minutesBetween } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { listVoters } from '../domain/votes.ts';
import type { MessageKind, NewMessage } from './ports-store.ts';

/**
 * Cards for admins that a change owes: the answer to their request, a question when Repave held the rollout or cannot settle a doubt,
 * a report at the end.
 */
export function orderBoards(before: RolloutState, after: RolloutState, now: Instant): readonly NewMessage[] {
  const { rollout } = after;
  const requester = rollout.plan.requestedBy.id;
  const board = (kind: MessageKind, name: string) => boardMessage(rollout.id, { kind, name, personId: requester, now });
  const messages: NewMessage[] = [...orderAnswer(before, after, now), ...orderBeyond(before, after, now)];
  if (
    rollout.hold &&
    rollout.hold.since !== before.rollout.hold?.since &&
    !['person', 'line-stopped'].includes(rollout.hold.kind)
  ) {
    messages.push(board('ask', `ask/${rollout.hold.since}`));
  }
  for (const target of after.targets.filter((one) => targetPhase(one) === 'in-doubt')) {
    const attempt = lastAttempt(target);
    const waited = attempt ? minutesBetween(attempt.intentAt, now) : 0;
    if (attempt && waited >= IN_DOUBT_ASK_MINUTES)
      messages.push(board('ask', `doubt/${target.planned.cloudPcId}/${attempt.number}`));
  }
  for (const { policyId, gaveUpAt } of listGivenUp(before, after)) {
    messages.push(board('status', `way-back/${policyId}/${gaveUpAt}`));
  }
  if (rollout.completedAt && !before.rollout.completedAt)
    messages.push(board('report', `report/${rollout.completedAt}`));
  return messages;
}

/** Policies whose way back was given up just now. */
function listGivenUp(before: RolloutState, { rollout }: RolloutState): readonly SwitchState[] {
  return rollout.switches.filter(({ policyId, gaveUpAt }) => {
    const known = before.rollout.switches.find((one) => one.policyId === policyId);
    return gaveUpAt && known?.gaveUpAt !== gaveUpAt;
  });
}

/** What the requester cannot do by themselves goes to those who approved: a rollout to take over. */
function orderBeyond(before: RolloutState, after: RolloutState, now: Instant): readonly NewMessage[] {
  const { rollout } = after;
  const others = listVoters(rollout, rollout.hash);
  const send = (kind: MessageKind, name: string) =>
    others.map(({ id }) => boardMessage(rollout.id, { kind, name, personId: id, now }));
  const isLost = rollout.hold?.kind === 'role-lost' && before.rollout.hold?.since !== rollout.hold.since;
  return isLost && rollout.hold ? send('ask', `ask/${rollout.hold.since}`) : [];
}

/** The requester hears what came of their request: yes, no, too late, or no answer at all. */
function orderAnswer(before: RolloutState, after: RolloutState, now: Instant): readonly NewMessage[] {
  if (!isAnswered(after) || isAnswered(before)) return [];
  const { plan } = after.rollout;
  const what = { kind: 'approval', name: `answer/${plan.revision}`, personId: plan.requestedBy.id, now } as const;
  return [{ ...boardMessage(plan.rolloutId, what), slotRevision: plan.revision }];
}

function isAnswered({ rollout }: RolloutState): boolean {
  return rollout.approval !== null || rollout.expiredAt !== null || rollout.aborted?.code !== undefined;
}

export function boardMessage(
  rolloutId: string,
  what: {
    readonly kind: MessageKind;
    readonly name: string;
    readonly personId?: string;
    readonly chatId?: string;
    readonly now: Instant;
  },
): NewMessage {
  const to = what.personId ?? what.chatId ?? '';
  return {
    key: `${rolloutId}/${what.name}/${to}`,
    rolloutId,
    kind: what.kind,
    cloudPcId: null,
    slotRevision: null,
    personId: what.personId ?? null,
    chatId: what.chatId ?? null,
    orderedAt: what.now,
  };
}
