import type { Actor } from '../domain/actor.ts';
import type { Feedback } from '../domain/help-case.ts';
import { closeCase, giveFeedback, nextCaseNumber, openCase, reopenCase } from '../domain/help-case.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { viewCase, viewCases } from '../domain/view-rights.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import type { CaseView } from '../domain/views-rights.ts';
import { advance } from './advance.ts';
import type { TargetRef } from './commands-api.ts';
import { readAs } from './commands-control.ts';
import { actEvent, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { findOwn, showOwn } from './commands-line.ts';
import type { CaseRef, RightsCommands } from './commands-rights-api.ts';
import type { Tx } from './ports-store.ts';
import { ownerWord, sendCards } from './rights-messages.ts';

type Cases = Pick<RightsCommands, 'listCases' | 'viewCase' | 'closeCase' | 'reopenCase'>;

/** Complaints after a rebuild, from the first word to the last. */
export function createCaseCommands(deps: CommandDeps): Cases {
  return {
    listCases: (actor, rolloutId) => readAs(deps, actor, rolloutId, viewCases),
    async viewCase(actor, ref) {
      const view = await readAs(deps, actor, ref.rolloutId, (state) => showCase(state, ref));
      return view.ok ? view.value : view;
    },
    closeCase: (actor, ref, note) => close(deps, actor, { ref, note }),
    reopenCase: (actor, ref, words) =>
      actAsOwner(deps, { actor, ref, what: 'case-reopened', facts: { text: words } }, ({ target }, now) =>
        reopenCase(target, { actor, words, now }),
      ),
  };
}

/** "It works" or "it doesn't", from the owner. Counts in the gate at once; a complaint opens a case. */
export function feedback(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly ref: TargetRef; readonly said: Feedback },
): Promise<Result<NoticeView>> {
  const { ref, said } = ask;
  const what = said.works ? 'owner-confirmed' : 'owner-complained';
  const facts = { text: said.text, ...(said.works ? {} : { kind: said.what ?? 'other' }) };
  return actAsOwner(deps, { actor, ref, what, facts }, ({ target, state }, now) =>
    giveFeedback(target, { actor, said, nextNumber: nextCaseNumber(state.targets), now }),
  );
}

interface OwnerAct {
  readonly actor: Actor;
  readonly ref: TargetRef;
  readonly what: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** The whole rollout is locked: the gate is asked in the same transaction, and numbers of cases are given once. */
async function actAsOwner(
  deps: CommandDeps,
  ask: OwnerAct,
  change: (place: { readonly target: Target; readonly state: RolloutState }, now: Instant) => Result<Target>,
): Promise<Result<NoticeView>> {
  const { actor, ref, what, facts } = ask;
  const done = await advance<null>(deps, ref.rolloutId, async (state, now, tx) => {
    const target = findOwn(state, ref, actor);
    if (!target.ok) return target;
    const next = change({ target: target.value, state }, now);
    if (!next.ok) return next;
    if (next.value === target.value) return accept({ state, events: [], value: null });
    await tellRequester(tx, state, { before: target.value, after: next.value, now });
    const about = { cloudPcId: ref.cloudPcId, person: target.value.planned.upn, ...facts };
    const events = [actEvent(state.rollout, { actor, what, now, facts: about })];
    return accept({ state: replace(state, next.value), events, value: null });
  });
  return done.ok ? showOwn(deps, done.value.state, ref) : done;
}

/** A case that was opened, or opened again, comes as a card; further words change the card that is there. */
async function tellRequester(
  tx: Tx,
  { rollout }: RolloutState,
  what: { readonly before: Target; readonly after: Target; readonly now: Instant },
): Promise<void> {
  const { before, after, now } = what;
  const help = openCase(after);
  if (!help || openCase(before)) return;
  const { cloudPcId } = after.planned;
  const name = `case/${cloudPcId}/${help.number}/${help.turns.length}`;
  const card = { rolloutId: rollout.id, kind: 'case', name, about: { cloudPcId, no: help.number }, now } as const;
  await sendCards(tx, card, [{ personId: rollout.plan.requestedBy.id }]);
}

async function close(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly ref: CaseRef; readonly note: string },
): Promise<Result<CaseView>> {
  const { ref, note } = ask;
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const done = await advance<null>(deps, ref.rolloutId, async (state, now, tx) => {
    const target = state.targets.find(({ planned }) => planned.cloudPcId === ref.cloudPcId);
    if (!target) return refuse(refusal('no-target'));
    const next = closeCase(target, { actor, number: ref.number, note, now });
    if (!next.ok) return next;
    if (next.value === target) return accept({ state, events: [], value: null });
    const word = ownerWord(ref.rolloutId, next.value, { name: `case/${ref.number}/${now}`, now });
    const keys = await tx.orderMessages([word]);
    await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
    const facts = { cloudPcId: ref.cloudPcId, person: target.planned.upn, number: ref.number, note };
    const events = [actEvent(state.rollout, { actor, what: 'case-closed', now, facts })];
    return accept({ state: replace(state, next.value), events, value: null });
  });
  return done.ok ? showCase(done.value.state, ref) : done;
}

function showCase(state: RolloutState, { cloudPcId, number }: CaseRef): Result<CaseView> {
  const target = state.targets.find(({ planned }) => planned.cloudPcId === cloudPcId);
  const view = target && viewCase(state, target, number);
  return view ? accept(view) : refuse(refusal('no-case'));
}

function replace(state: RolloutState, next: Target): RolloutState {
  const { cloudPcId } = next.planned;
  return { ...state, targets: state.targets.map((one) => (one.planned.cloudPcId === cloudPcId ? next : one)) };
}
