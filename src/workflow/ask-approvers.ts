import type { Actor } from '../domain/actor.ts';
import { REPAVE } from '../domain/actor.ts';
import { decideApproval, isAwaited } from '../domain/approval.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { listAsksDue } from '../domain/asks.ts';
import { listReviewers } from '../domain/expedite.ts';
import { askGoLive, remindOfGoLive } from '../domain/go-live.ts';
import { accept } from '../domain/refusal.ts';
import type { Rollout } from '../domain/rollout.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import { boardMessage } from './boards.ts';
import type { Directory } from './ports.ts';
import type { MessageKind, NewMessage, Tx } from './ports-store.ts';
import { remindOfAppeals } from './remind-appeals.ts';
import { checkBacking } from './requester-role.ts';
import type { RoleDeps } from './requester-role.ts';

export type AskApproversDeps = RoleDeps & { readonly directory: Pick<Directory, 'hasRole' | 'listRole'> };

/**
 * Asks people for what a rollout waits for: the approvers once more, their deputies when those let the reminder pass, all of them about
 * the switch when its date is near, others than those who approved it to look back at an emergency. Before anybody is asked about
 * something still to come, the one who wants it must still be allowed to. Approvers are also reminded here of requests that nobody
 * answered.
 */
export async function askApprovers(deps: AskApproversDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const due = listAsksDue(state, deps.clock.now());
  if (due.includes('review')) await askForReview(deps, rolloutId);
  if (due.includes('appeals')) await remindOfAppeals(deps, rolloutId);
  const isAsking = isAwaited(state.rollout);
  if (!isAsking && !due.includes('go-live')) return;
  if (!(await checkBacking(deps, state))) return;
  await (isAsking ? askAgain(deps, rolloutId) : askForGoLive(deps, rolloutId));
}

async function askAgain(deps: AskApproversDeps, rolloutId: string): Promise<void> {
  const deputies = await deps.directory.listRole('deputy');
  const approvers = await deps.directory.listRole('approver');
  await advance<null>(deps, rolloutId, async (state, now, tx) => {
    const { rollout } = state;
    if (!isAwaited(rollout) || rollout.deputies) return accept({ state, events: [], value: null });
    if (rollout.remindedAt) {
      const { revision } = rollout.plan;
      await send(tx, await tx.repeatApprovals({ rolloutId, revision, orderedAt: now }));
    }
    if (!decideApproval(rollout, now).askDeputies) return accept({ state, events: [], value: null });
    const known = [rollout.plan.requestedBy, ...approvers].map(({ id }) => id);
    const asked = deputies.filter(({ id }) => !known.includes(id));
    await order(tx, asked, (one) => approvalMessage(rollout, { name: 'deputy', one, now }));
    const next = { ...rollout, deputies: { askedAt: now, asked } };
    const events = asked.length === 0 ? [] : [askedEvent(rollout, { what: 'deputies-asked', asked, now })];
    return accept({ state: { ...state, rollout: next }, events, value: null });
  });
}

/** The question for a date, or the reminder of it: then the deputies are asked as well, and the requester sees what is waited for. */
async function askForGoLive(deps: AskApproversDeps, rolloutId: string): Promise<void> {
  const approvers = await deps.directory.listRole('approver');
  const deputies = await deps.directory.listRole('deputy');
  await advance<null>(deps, rolloutId, async (state, now, tx) => {
    const { rollout } = state;
    const fresh = askGoLive(state, now);
    const goLive = fresh ?? remindOfGoLive(state, deputies, now);
    if (!goLive) return accept({ state, events: [], value: null });
    const all = [...approvers, ...((goLive.reminded ?? rollout.deputies)?.asked ?? [])];
    const asked = unique(all).filter(({ id }) => id !== rollout.plan.requestedBy.id);
    const name = `go-live/${rollout.plan.revision}/${goLive.askedAt}${fresh ? '' : '/reminder'}`;
    await order(tx, asked, (one) => goLiveMessage(rollout, { name, one, now }));
    if (!fresh)
      await order(tx, [rollout.plan.requestedBy], ({ id }) => statusMessage(rollout, { name, personId: id, now }));
    const events = [askedEvent(rollout, { what: fresh ? 'go-live-asked' : 'go-live-reminded', asked, now })];
    return accept({ state: { ...state, rollout: { ...rollout, goLive } }, events, value: null });
  });
}

/** Those who approved an emergency look back at it only where there is nobody else. */
async function askForReview(deps: AskApproversDeps, rolloutId: string): Promise<void> {
  const approvers = await deps.directory.listRole('approver');
  await advance<null>(deps, rolloutId, async (state, now, tx) => {
    const { rollout } = state;
    if (!listAsksDue(state, now).includes('review')) return accept({ state, events: [], value: null });
    const { reviewAsks = [] } = rollout;
    const asked = listReviewers(rollout, approvers);
    const name = reviewAsks.length === 0 ? 'review' : `review/${now}`;
    await order(tx, asked, ({ id }) => boardMessage(rolloutId, { kind: 'review', name, personId: id, now }));
    const events = [askedEvent(rollout, { what: 'review-asked', asked, now })];
    const next = { ...rollout, reviewAsks: [...reviewAsks, now] };
    return accept({ state: { ...state, rollout: next }, events, value: null });
  });
}

function unique(people: readonly Actor[]): readonly Actor[] {
  return [...new Map(people.map((one) => [one.id, one])).values()];
}

async function order(tx: Tx, people: readonly Actor[], write: (one: Actor) => NewMessage): Promise<void> {
  await send(tx, await tx.orderMessages(people.map(write)));
}

async function send(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
}

/** The card of this revision for one person; the same person is asked once under the same name. */
export function approvalMessage(
  rollout: Rollout,
  ask: { readonly name: 'approval' | 'deputy'; readonly one: Actor; readonly now: Instant },
): NewMessage {
  const { revision } = rollout.plan;
  const what = { kind: 'approval' as MessageKind, name: `${ask.name}/${revision}`, personId: ask.one.id, now: ask.now };
  return { ...boardMessage(rollout.id, what), slotRevision: revision };
}

/** Named by when it was asked: for the same date it can be asked twice, when the first answer was a no or was spent. */
function goLiveMessage(
  rollout: Rollout,
  ask: { readonly name: string; readonly one: Actor; readonly now: Instant },
): NewMessage {
  const what = { kind: 'go-live' as MessageKind, name: ask.name, personId: ask.one.id, now: ask.now };
  return { ...boardMessage(rollout.id, what), slotRevision: rollout.plan.revision };
}

function statusMessage({ id }: Rollout, ask: { name: string; personId: string; now: Instant }): NewMessage {
  return boardMessage(id, { ...ask, kind: 'status' });
}

function askedEvent(
  rollout: Rollout,
  ask: { readonly what: string; readonly asked: readonly Actor[]; readonly now: Instant },
): AuditEvent {
  const approvers = ask.asked.map(({ name }) => name).join(', ');
  const { id: rolloutId, hash: planHash } = rollout;
  return { at: ask.now, actor: REPAVE, what: ask.what, rolloutId, planHash, facts: { approvers } };
}
