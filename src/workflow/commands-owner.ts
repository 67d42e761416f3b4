import type { Actor } from '../domain/actor.ts';
import { DATA_ITEMS, proofModeOf } from '../domain/proof.ts';
import { wantProof } from '../domain/proof-schedule.ts';
import { acknowledge } from '../domain/reach.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Rollout } from '../domain/rollout.ts';
import { attemptUnderWay, isFinished } from '../domain/target.ts';
import type { Evidence, Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import { advanceTarget } from './advance.ts';
import { boardMessage } from './boards.ts';
import { feedback } from './commands-cases.ts';
import type { Commands, TargetRef } from './commands-api.ts';
import { actEvent } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { chooseDate, saySignedOut, snooze } from './owner-dates.ts';
import type { LockedTarget, Tx } from './ports-store.ts';
import { viewTarget } from './view-target.ts';

type Owner = Pick<
  Commands,
  'ready' | 'checkAgain' | 'postpone' | 'snooze' | 'signedOut' | 'askHelp' | 'feedback' | 'viewNotice' | 'listNotices'
>;

/** What the owner of a Cloud PC may do with their own notice. The directory id of the click must be the owner's. */
export function createOwnerCommands(deps: CommandDeps): Owner {
  return {
    ready: (actor, ref) =>
      act(deps, { actor, ref, what: 'owner-ready' }, (locked, now) => sayReady(locked, actor, now)),
    postpone: (actor, ref, slotStartAt) =>
      act(deps, { actor, ref, what: 'owner-postponed', facts: { to: slotStartAt } }, (locked, now) =>
        chooseDate(locked, slotStartAt, now),
      ),
    signedOut: (actor, ref) => act(deps, { actor, ref, what: 'owner-signed-out' }, (locked) => saySignedOut(locked)),
    snooze: (actor, ref) => act(deps, { actor, ref, what: 'owner-snoozed' }, (locked, now) => snooze(locked, now)),
    askHelp: (actor, ref, text) =>
      act(deps, { actor, ref, what: 'owner-asked-help', facts: { text } }, async (locked, now, tx) => {
        const open = locked.target.helpAsked;
        if (open?.text === text) return accept(locked.target);
        // One card a call: the requester's card shows the newest words of a call that is open already.
        if (!open) await tellRequester(tx, locked, now);
        return accept({ ...locked.target, helpAsked: { at: open?.at ?? now, text } });
      }),
    feedback: (actor, ref, said) => feedback(deps, actor, { ref, said }),
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
    const target = what === null ? changed.value : acknowledge(changed.value, now);
    return accept({ target, events, value: null });
  });
  if (!done.ok) return done;
  const { locked } = done.value;
  return accept(viewTarget(locked, { slotRevision: locked.target.slotRevision, now: deps.clock.now() }));
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
    views.push(viewTarget(locked, { slotRevision: locked.target.slotRevision, now: deps.clock.now() }));
  }
  return accept(views);
}
