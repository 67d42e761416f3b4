import type { Actor } from '../domain/actor.ts';
import { answerAppeal, fileAppeal } from '../domain/appeals.ts';
import type { AppealAsk } from '../domain/appeals.ts';
import { listWishes } from '../domain/exception-dates.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { viewAppeal } from '../domain/view-rights.ts';
import type { AppealView } from '../domain/views-rights.ts';
import { advance } from './advance.ts';
import type { TargetRef } from './commands-api.ts';
import { readAs } from './commands-control.ts';
import { actEvent, auditRefusal, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { findOwn, showOwn } from './commands-line.ts';
import type { AppealRef, RightsCommands } from './commands-rights-api.ts';
import { listDeciding, ownerWord, sendCards } from './rights-messages.ts';
import type { Reader } from './rights-messages.ts';
import type { Tx } from './ports-store.ts';
import { readSeen } from './seen.ts';

type Appeals = Pick<RightsCommands, 'askException' | 'askWaiver' | 'viewAppeal' | 'decideAppeal'>;

/** Requests that somebody else decides. */
export function createAppealCommands(deps: CommandDeps): Appeals {
  return {
    askException: (actor, ref, ask) => askException(deps, actor, { ref, ...ask }),
    askWaiver: (actor, ask) => askWaiver(deps, actor, ask),
    async viewAppeal(actor, ref) {
      const view = await readAs(deps, actor, ref.rolloutId, (state) => show(state, ref, actor));
      return view.ok ? view.value : view;
    },
    decideAppeal: (actor, answer) => decide(deps, actor, answer),
  };
}

async function askException(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly ref: TargetRef; readonly slotStartAt: string | null; readonly reason: string },
): ReturnType<Appeals['askException']> {
  const { ref, slotStartAt, reason } = ask;
  const readers = await listDeciding(deps, [], [actor.id]);
  const done = await advance<null>(deps, ref.rolloutId, async (state, now, tx) => {
    const target = findOwn(state, ref, actor);
    if (!target.ok) return target;
    const wishes = slotStartAt === null ? [] : listWishes(target.value, state.rollout.plan, now);
    const wish = wishes.find(({ startAt }) => startAt === slotStartAt) ?? null;
    if (slotStartAt !== null && !wish) return refuse(refusal('slot-not-offered'));
    const kind = wish ? 'later' : 'leave-out';
    const filed = { by: actor, kind, reason, wish, item: null, now } as const;
    return file(tx, { state, target: target.value, readers }, filed);
  });
  return done.ok ? showOwn(deps, done.value.state, ref) : done;
}

async function askWaiver(
  deps: CommandDeps,
  actor: Actor,
  ask: Parameters<Appeals['askWaiver']>[1],
): ReturnType<Appeals['askWaiver']> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const readers = await listDeciding(deps, [actor.id]);
  const { rolloutId, cloudPcId, item, reason } = ask;
  const done = await advance<null>(deps, rolloutId, async (state, now, tx) => {
    const target = find(state, cloudPcId);
    if (!target) return refuse(refusal('no-target'));
    if (target.planned.personId === actor.id) return refuse(refusal('own-appeal'));
    return file(tx, { state, target, readers }, { by: actor, kind: 'waiver', reason, wish: null, item, now });
  });
  if (!done.ok) return done;
  const no = find(done.value.state, cloudPcId)?.appeals?.length ?? 0;
  return show(done.value.state, { rolloutId, cloudPcId, no }, actor);
}

type Filed = Result<{ state: RolloutState; events: readonly ReturnType<typeof actEvent>[]; value: null }>;

/** The request, and its card to everybody who may decide it; the one who planned the rollout gets it to read. */
async function file(
  tx: Tx,
  place: { readonly state: RolloutState; readonly target: Target; readonly readers: readonly Reader[] },
  ask: AppealAsk,
): Promise<Filed> {
  const { state, target } = place;
  const { rollout } = state;
  const filed = fileAppeal(rollout, target, ask);
  if (!filed.ok) return filed;
  const { cloudPcId, upn } = target.planned;
  const no = filed.value.appeals?.length ?? 0;
  const name = `appeal/${cloudPcId}/${no}`;
  const all = [{ personId: rollout.plan.requestedBy.id }, ...place.readers];
  const readers = all.filter((reader) => !('personId' in reader) || reader.personId !== target.planned.personId);
  await sendCards(tx, { rolloutId: rollout.id, kind: 'appeal', name, about: { cloudPcId, no }, now: ask.now }, readers);
  const wish = ask.wish?.startAt ?? '';
  const facts = { cloudPcId, person: upn, no, kind: ask.kind, slot: wish, item: ask.item ?? '', reason: ask.reason };
  const events = [actEvent(rollout, { actor: ask.by, what: 'appeal-filed', now: ask.now, facts })];
  return accept({ state: replace(state, filed.value), events, value: null });
}

async function decide(
  deps: CommandDeps,
  actor: Actor,
  answer: Parameters<Appeals['decideAppeal']>[1],
): Promise<Result<AppealView>> {
  const { rolloutId, cloudPcId, no, decision } = answer;
  const isApprover = await deps.directory.hasRole(actor.id, 'approver');
  const sight = await readSeen(deps, answer);
  const done = await advance<null>(deps, rolloutId, async (state, now, tx) => {
    const target = find(state, cloudPcId);
    if (!target) return refuse(refusal('no-target'));
    const next = answerAppeal(state.rollout, target, { ...answer, ...sight, by: actor, isApprover, now });
    if (!next.ok) return next;
    await tellOwner(tx, { rolloutId, before: target, after: next.value, no, now });
    const reason = answer.reason.trim();
    const { kind = '' } = target.appeals?.find((one) => one.no === no) ?? {};
    const about = { cloudPcId, person: target.planned.upn, no, kind };
    const facts = { ...about, verdict: decision, reason, hash: answer.hash, ...sight };
    const events = [actEvent(state.rollout, { actor, what: 'appeal-decided', now, facts })];
    return accept({ state: replace(state, next.value), events, value: null });
  });
  if (done.ok) return show(done.value.state, answer, actor);
  const codes = done.refusals.map(({ code }) => code);
  await auditRefusal(deps, { actor, what: 'appeal-decision-refused', rolloutId, codes });
  const isSecond = codes.includes('appeal-answered') || codes.includes('appeal-changed');
  const state = isSecond ? await deps.store.readRollout(rolloutId) : undefined;
  return state ? show(state, answer, actor) : done;
}

/** A new date has a message of its own; every other answer to an owner's request needs one. */
async function tellOwner(
  tx: Tx,
  what: {
    readonly rolloutId: string;
    readonly before: Target;
    readonly after: Target;
    readonly no: number;
    readonly now: Instant;
  },
): Promise<void> {
  const { rolloutId, before, after, no, now } = what;
  const appeal = after.appeals?.find((one) => one.no === no);
  if (appeal?.kind === 'waiver' || after.slotRevision > before.slotRevision) return;
  const keys = await tx.orderMessages([ownerWord(rolloutId, after, { name: `appeal/${no}`, now })]);
  await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
}

function show(state: RolloutState, { cloudPcId, no }: AppealRef, actor: Actor): Result<AppealView> {
  const target = find(state, cloudPcId);
  const view = target && viewAppeal(state, target, { no, reader: actor.id });
  return view ? accept(view) : refuse(refusal('no-appeal'));
}

function find({ targets }: RolloutState, cloudPcId: string): Target | undefined {
  return targets.find(({ planned }) => planned.cloudPcId === cloudPcId);
}

function replace(state: RolloutState, next: Target): RolloutState {
  const { cloudPcId } = next.planned;
  return { ...state, targets: state.targets.map((one) => (one.planned.cloudPcId === cloudPcId ? next : one)) };
}
