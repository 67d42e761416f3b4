import type { Actor } from '../domain/actor.ts';
import { offerSlots } from '../domain/dates.ts';
import { DATA_ITEMS, proofModeOf } from '../domain/proof.ts';
import { wantProof } from '../domain/proof-schedule.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import type { Rollout } from '../domain/rollout.ts';
import { attemptUnderWay, isFinished } from '../domain/target.ts';
import type { Evidence, Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { viewNotice } from '../domain/view-notice.ts';
import type { NoticeView } from '../domain/views.ts';
import { advanceTarget } from './advance.ts';
import { boardMessage } from './boards.ts';
import type { Commands, TargetRef } from './commands-api.ts';
import { actEvent } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { LockedTarget, Tx } from './ports-store.ts';

type Owner = Pick<
  Commands,
  'ready' | 'checkAgain' | 'postpone' | 'askHelp' | 'feedback' | 'viewNotice' | 'listNotices'
>;

/** What the owner of a Cloud PC may do with their own notice. The directory id of the click must be the owner's. */
export function createOwnerCommands(deps: CommandDeps): Owner {
  return {
    ready: (actor, ref) =>
      act(deps, { actor, ref, what: 'owner-ready' }, (locked, now) => sayReady(locked, actor, now)),
    postpone: (actor, ref, slotStartAt) =>
      act(deps, { actor, ref, what: 'owner-postponed', facts: { to: slotStartAt } }, (locked, now) =>
        postpone(locked, slotStartAt, now),
      ),
    askHelp: (actor, ref, text) =>
      act(deps, { actor, ref, what: 'owner-asked-help', facts: { text } }, async (locked, now, tx) => {
        const open = locked.target.helpAsked;
        if (open?.text === text) return accept(locked.target);
        // One card a call: the requester's card shows the newest words of a call that is open already.
        if (!open) await tellRequester(tx, locked, now);
        return accept({ ...locked.target, helpAsked: { at: open?.at ?? now, text } });
      }),
    feedback: (actor, ref, answer) =>
      act(
        deps,
        { actor, ref, what: answer.works ? 'owner-confirmed' : 'owner-complained', facts: { text: answer.text } },
        (locked, now) =>
          locked.target.verifiedAt
            ? accept({ ...locked.target, feedback: { at: now, ...answer } })
            : refuse(refusal('not-done-yet')),
      ),
    checkAgain: (actor, ref) =>
      act(deps, { actor, ref, what: 'owner-asked-for-check' }, (locked, now) => wantCheck(locked, now)),
    viewNotice: (actor, ref) => act(deps, { actor, ref, what: null }, (locked) => accept(locked.target)),
    listNotices: (actor) => listNotices(deps, actor),
  };
}

interface Act {
  readonly actor: Actor;
  readonly ref: TargetRef;
  /** Name in the audit chain; null for a mere look. */
  readonly what: string | null;
  readonly facts?: Readonly<Record<string, string>>;
}

type Mutate = (locked: LockedTarget, now: Instant, tx: Tx) => Result<Target> | Promise<Result<Target>>;

async function act(deps: CommandDeps, ask: Act, mutate: Mutate): Promise<Result<NoticeView>> {
  const { actor, ref, what } = ask;
  const done = await advanceTarget<null>(deps, ref, async (locked, now, tx) => {
    if (locked.target.planned.personId !== actor.id) return refuse(refusal('not-your-cloud-pc'));
    const changed = await mutate(locked, now, tx);
    if (!changed.ok) return changed;
    const facts = { cloudPcId: ref.cloudPcId, ...ask.facts };
    const events =
      what === null || changed.value === locked.target ? [] : [actEvent(locked.rollout, { actor, what, now, facts })];
    return accept({ target: changed.value, events, value: null });
  });
  if (!done.ok) return done;
  const { rollout, target, others } = done.value.locked;
  return accept(
    viewNotice({ rollout, targets: [target, ...others] }, target, {
      slotRevision: target.slotRevision,
      now: deps.clock.now(),
    }),
  );
}

/** Pressing "I'm ready" is the person's own word that their data is saved: attested evidence, with their name. It also ends a call for help. */
function sayReady({ rollout, target }: LockedTarget, actor: Actor, now: Instant): Result<Target> {
  if (isFinished(target) || attemptUnderWay(target)) return accept(target);
  const pieces = DATA_ITEMS.map(
    (item): Evidence => ({
      item,
      state: 'attested',
      by: actor.id,
      byName: actor.name,
      reason: 'said ready on the notice',
      at: now,
    }),
  );
  const kept = target.evidence.filter((piece) => piece.state !== 'attested');
  const said = { ...target, evidence: [...kept, ...pieces], helpAsked: null, notBefore: null };
  return accept(isMeasured(rollout) ? wantProof(said, now) : said);
}

/** A look at the Cloud PC is worth something only where the plan goes by it, and while there is something to protect. */
function wantCheck({ rollout, target }: LockedTarget, now: Instant): Result<Target> {
  if (!isMeasured(rollout) || isFinished(target) || attemptUnderWay(target)) return accept(target);
  return accept({ ...wantProof(target, now), notBefore: null });
}

function isMeasured({ plan }: Rollout): boolean {
  return proofModeOf(plan.request) !== 'attested';
}

/** Only to a date that was offered: later, inside the window, before the deadline, while postponements are left. */
function postpone({ rollout, target }: LockedTarget, slotStartAt: string, now: Instant): Result<Target> {
  if (!isLive(rollout)) return refuse(refusal('rollout-ended'));
  if (attemptUnderWay(target)) return refuse(refusal('already-started'));
  if (isFinished(target)) return refuse(refusal('already-done'));
  const offered = offerSlots(target, rollout.plan, now);
  if (offered.length === 0)
    return refuse(refusal('no-postponement-left', { deadline: rollout.plan.request.deadlineAt }));
  const slot = offered.find((candidate) => candidate.startAt === slotStartAt);
  if (!slot) return refuse(refusal('slot-not-offered'));
  const told = target.told ? { ...target.told, slotAt: now, slot } : null;
  return accept({
    ...target,
    slot,
    told,
    postponements: target.postponements + 1,
    deferredAt: target.deferredAt ?? now,
    notBefore: null,
    waitingFor: [],
  });
}

/** A call for help reaches the requester at once. */
async function tellRequester(tx: Tx, { rollout, target }: LockedTarget, now: Instant): Promise<void> {
  const name = `help/${target.planned.cloudPcId}/${now}`;
  const keys = await tx.orderMessages([
    boardMessage(rollout.id, { kind: 'status', name, personId: rollout.plan.requestedBy.id, now }),
  ]);
  await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
}

async function listNotices(deps: CommandDeps, actor: Actor): Promise<Result<readonly NoticeView[]>> {
  const views: NoticeView[] = [];
  for (const ref of await deps.store.listTargetsOf(actor.id)) {
    const locked = await deps.store.transact((tx) => tx.lockTarget(ref.rolloutId, ref.cloudPcId));
    if (!locked?.target.noticeRevision) continue;
    const { rollout, target, others } = locked;
    views.push(
      viewNotice({ rollout, targets: [target, ...others] }, target, {
        slotRevision: target.slotRevision,
        now: deps.clock.now(),
      }),
    );
  }
  return accept(views);
}
