import type { Actor } from '../domain/actor.ts';
import {
  isNewestCard,
  listAffected,
  listMark,
  takeAppAnswer,
  takeDisagreement,
  takeSecond,
} from '../domain/app-owner-list.ts';
import { isSamePattern } from '../domain/app-owners.ts';
import type { AppCard } from '../domain/app-owners.ts';
import { parseOwnerWish } from '../domain/app-owner-words.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Instant } from '../domain/time.ts';
import { viewAppCard } from '../domain/view-app-owner.ts';
import type { AppOwners, AppOwnerView } from '../domain/views-app-owner.ts';
import { advance } from './advance.ts';
import { appMessage, askAppOwners, order } from './app-cards.ts';
import type { AppCardRef, AppCardSight, AppOwnerCommands } from './commands-app-owners-api.ts';
import { actEvent, auditRefusal, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { Tx } from './ports-store.ts';
import { proofWord } from './proof-words.ts';
import { readSeen } from './seen.ts';
import type { Seen } from './seen.ts';

export function createAppOwnerCommands(deps: CommandDeps): AppOwnerCommands {
  return {
    async listAppOwners(actor) {
      const role = await requireRole(deps, actor, 'admin');
      return role.ok ? accept(await readOwners(deps)) : role;
    },
    setAppOwner: (actor, text) => setAppOwner(deps, actor, text),
    viewApp: (actor, ref) => viewApp(deps, actor, ref),
    answerApp: (actor, ref, said) => answerApp(deps, actor, { ref, said }),
    agreeToAppAnswer: (actor, ref) => agree(deps, actor, ref),
    disagreeWithAppAnswer: (actor, ref, reason) => disagree(deps, actor, { ref, reason: reason.trim() }),
  };
}

async function viewApp(deps: CommandDeps, actor: Actor, ref: AppCardRef): Promise<Result<AppOwnerView>> {
  const state = await deps.store.readRollout(ref.rolloutId);
  const view = state && viewAppCard(state, ref.card, actor.id);
  if (!view) return refuse(refusal('no-app-card'));
  const role = view.viewer === 'owner' ? accept(null) : await requireRole(deps, actor, 'approver');
  return role.ok ? accept(view) : role;
}

async function readOwners({ proofSettings }: CommandDeps): Promise<AppOwners> {
  const { owners = [], patterns } = await proofSettings.read();
  return { owners, patterns };
}

async function setAppOwner(deps: CommandDeps, actor: Actor, text: string): Promise<Result<AppOwners>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const settings = await deps.proofSettings.read();
  const wish = parseOwnerWish(text, settings.patterns);
  if (!wish.ok) return wish;
  const { pattern, who } = wish.value;
  const person = who === null ? null : await deps.findPerson(who);
  if (person === undefined) return refuse(refusal('app-owner-unknown', { who: who ?? '' }));
  const others = (settings.owners ?? []).filter((one) => !isSamePattern(one.pattern, pattern));
  const named = person ? [{ pattern, personId: person.id, name: person.name, upn: person.upn }] : [];
  await deps.proofSettings.save({ ...settings, owners: [...others, ...named] });
  const event = {
    ...{ at: deps.clock.now(), actor, what: person ? 'app-owner-named' : 'app-owner-removed' },
    ...{ rolloutId: null, planHash: null, facts: { pattern, ...(person ? { person: person.upn } : {}) } },
  };
  await deps.store.transact((tx) => tx.appendAudit([event]));
  return accept(await readOwners(deps));
}

interface Answering {
  readonly ref: AppCardSight;
  readonly said: Parameters<AppOwnerCommands['answerApp']>[2];
}

async function answerApp(deps: CommandDeps, actor: Actor, { ref, said }: Answering): Promise<Result<AppOwnerView>> {
  const { owners } = await readOwners(deps);
  const reason = said.reason.trim();
  const approvers = await deps.directory.listRole('approver');
  const sight = await readSeen(deps, { ...ref, hash: ref.list });
  const done = await advance<null>(deps, ref.rolloutId, async (state, now, tx) => {
    const card = state.rollout.appCards?.[ref.card];
    if (!card) return refuse(refusal('no-app-card'));
    const owner = owners.find(({ pattern }) => isSamePattern(pattern, card.pattern));
    if (owner?.personId !== actor.id)
      return refuse(refusal('not-the-app-owner', { pattern: card.pattern, name: owner?.name ?? '' }));
    if (!isCurrent(state, ref, card)) return accept({ state, events: [], value: null });
    if (reason === '' && said.answer !== 'deactivated') return refuse(refusal('reason-missing'));
    const given = { answer: said.answer, by: actor, reason };
    const next = takeAppAnswer(state, ref.card, { given, now, sight });
    await tell(tx, { state, next, ref, approvers, now });
    const about = { pattern: card.pattern, answer: said.answer, reason, ...sight, ...listFacts(state, card, ref) };
    const events = [actEvent(state.rollout, { actor, what: 'app-files-answered', now, facts: about })];
    return accept({ state: next, events, value: null });
  });
  return show(deps, actor, { ref, done });
}

function agree(deps: CommandDeps, actor: Actor, ref: AppCardSight): Promise<Result<AppOwnerView>> {
  return decideAsSecond(deps, actor, {
    ref,
    what: 'app-answer-agreed',
    decide: (state, now, { sight }) => takeSecond(state, ref.card, { by: actor, now, sight }),
  });
}

/** The answer is void at once, and whoever owns the pattern by now has a new card with the reason in the same transaction. */
async function disagree(
  deps: CommandDeps,
  actor: Actor,
  { ref, reason }: { readonly ref: AppCardSight; readonly reason: string },
): Promise<Result<AppOwnerView>> {
  const { owners } = await readOwners(deps);
  return decideAsSecond(deps, actor, {
    ref,
    what: 'app-answer-disagreed',
    reason,
    decide: (state, now, { tx, sight }) =>
      askAppOwners(tx, takeDisagreement(state, ref.card, { by: actor, reason, now, sight }), { owners, now }),
  });
}

interface Second {
  readonly ref: AppCardSight;
  readonly what: string;
  /** A yes needs none; a no does not count without. */
  readonly reason?: string;
  readonly decide: (
    state: RolloutState,
    now: Instant,
    more: { readonly tx: Tx; readonly sight: Seen },
  ) => RolloutState | Promise<RolloutState>;
}

/** The word of an approver on what the requester answered as owner of the app: once, and for the list that was shown. */
async function decideAsSecond(deps: CommandDeps, actor: Actor, second: Second): Promise<Result<AppOwnerView>> {
  const { ref, what, reason } = second;
  const role = await requireRole(deps, actor, 'approver');
  if (!role.ok) return role;
  if (reason === '') return refuse(refusal('reason-missing'));
  const sight = await readSeen(deps, { ...ref, hash: ref.list });
  const done = await advance<null>(deps, ref.rolloutId, async (state, now, tx) => {
    const card = state.rollout.appCards?.[ref.card];
    if (!card) return refuse(refusal('no-app-card'));
    const { requestedBy } = state.rollout.plan;
    if (actor.id === requestedBy.id || actor.id === card.answer?.by.id) return refuse(refusal('own-app-answer'));
    if (!isCurrent(state, ref, card) || card.answer?.second !== 'needed')
      return accept({ state, events: [], value: null });
    const next = await second.decide(state, now, { tx, sight });
    const about = { pattern: card.pattern, answer: card.answer.answer, ...sight, ...listFacts(state, card, ref) };
    const facts = reason === undefined ? about : { ...about, reason };
    const events = [actEvent(state.rollout, { actor, what, now, facts })];
    return accept({ state: next, events, value: null });
  });
  return show(deps, actor, { ref, done });
}

/** A button counts for the list that stood beside it, while the rollout lives; everything else only shows what is so now. */
function isCurrent(state: RolloutState, ref: AppCardRef, card: AppCard): boolean {
  const affected = listAffected(state, card.pattern);
  const isSame = affected.length > 0 && listMark(affected, card.pattern) === ref.list;
  return isSame && isLive(state.rollout) && isNewestCard(state.rollout, ref.card);
}

function listFacts(state: RolloutState, card: AppCard, { list }: AppCardRef) {
  const affected = listAffected(state, card.pattern);
  const which = affected.map(({ planned }) => planned.cloudPcId).join(' ');
  return { list, cloudPcs: affected.length, which };
}

interface Telling {
  readonly state: RolloutState;
  readonly next: RolloutState;
  readonly ref: AppCardRef;
  readonly approvers: readonly Actor[];
  readonly now: Instant;
}

/** People hear at once what to do first; approvers, that somebody else has to agree. */
async function tell(tx: Tx, { state, next, ref, approvers, now }: Telling): Promise<void> {
  const card = next.rollout.appCards?.[ref.card];
  const { id: rolloutId, plan } = next.rollout;
  if (card?.answer?.answer === 'deactivate') {
    const affected = listAffected(state, card.pattern).filter(({ told }) => told !== null);
    await order(
      tx,
      affected.map((target) => proofWord(rolloutId, target, { now, about: `app-${ref.card}-${now}` })),
    );
  }
  if (card?.answer?.second !== 'needed') return;
  const others = approvers.filter(({ id }) => id !== plan.requestedBy.id);
  await order(
    tx,
    others.map(({ id }) => appMessage(rolloutId, { card: ref.card, personId: id, now })),
  );
}

async function show(
  deps: CommandDeps,
  actor: Actor,
  { ref, done }: { readonly ref: AppCardRef; readonly done: Result<{ readonly state: RolloutState }> },
): Promise<Result<AppOwnerView>> {
  if (!done.ok) {
    const codes = done.refusals.map(({ code }) => code);
    await auditRefusal(deps, { actor, what: 'app-answer-refused', rolloutId: ref.rolloutId, codes });
    return done;
  }
  const view = viewAppCard(done.value.state, ref.card, actor.id);
  return view ? accept(view) : refuse(refusal('no-app-card'));
}
