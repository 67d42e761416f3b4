import { REPAVE } from '../domain/actor.ts';
import { hashOf } from '../domain/hash.ts';
import { readCallFor, stepOf } from '../domain/notices.ts';
import { noteReached, noteUnreached } from '../domain/reach.ts';
import { accept } from '../domain/refusal.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import type { View } from '../domain/views.ts';
import { advanceTarget } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import { Failure, isRefused } from './failure.ts';
import { noteManager } from './manager-word.ts';
import type { Delivery, Messenger } from './ports.ts';
import type { Message, MessageKind, Tx } from './ports-store.ts';
import { viewMessage } from './view-message.ts';

export interface DeliverDeps extends AdvanceDeps {
  readonly messenger: Messenger;
  readonly tenantName: string;
}

/**
 * Sends one owed message, or edits it when what it shows is out of date. The row is written before and after; a send that was begun and
 * never recorded counts as not delivered, and is never repeated under the same key.
 */
export async function deliver(deps: DeliverDeps, key: string): Promise<void> {
  const now = deps.clock.now();
  const message = await deps.store.transact(async (tx) => {
    const found = await tx.lockMessage(key);
    if (!found?.stale) return undefined;
    if (found.state === 'sending') return giveUp(tx, found, now);
    const begun: Message =
      found.state === 'due' ? { ...found, state: 'sending', sendingAt: now, tries: found.tries + 1 } : found;
    await tx.saveMessage(begun);
    return begun;
  });
  if (!message) return;
  if (message.state === 'in-doubt')
    return noteDelivery(deps, message, { outcome: 'unreachable', reason: 'delivery-in-doubt' });
  const view = await viewMessage(deps, message);
  if (view) await bringUpToDate(deps, message, view);
  else await dropOvertaken(deps, message);
}

/**
 * Nobody knows whether it arrived. The date of a notice is told once more under a new revision (see `noteNotice`), a card for admins
 * and approvers under a new key; a manager is not written to twice.
 */
async function giveUp(tx: Tx, message: Message, now: Instant): Promise<Message> {
  const doubtful: Message = { ...message, state: 'in-doubt', stale: false };
  await tx.saveMessage(doubtful);
  if (message.kind === 'notice' || message.kind === 'manager') return doubtful;
  const keys = await tx.orderMessages([{ ...message, key: `again/${message.key}`, orderedAt: now }]);
  await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
  return doubtful;
}

async function bringUpToDate(deps: DeliverDeps, message: Message, view: View): Promise<void> {
  const shown = shownHash(view);
  if (message.state === 'delivered' && message.shown === shown) return save(deps, { ...message, stale: false });
  try {
    const delivery = message.ref
      ? await deps.messenger.update(message.ref, view, audienceOf(message))
      : await deps.messenger.send(audienceOf(message), view);
    await noteDelivery(deps, { ...message, shown, ...keepText(message, view, delivery) }, delivery);
  } catch (trouble) {
    await noteTrouble(deps, message, trouble);
  }
}

/** Trouble after which it is certain that nobody got the message. After any other it may have arrived, and it stays `sending`. */
const NOT_TAKEN = [
  'teams-throttled',
  'teams-busy',
  'teams-not-reached',
  'teams-sign-in-failed',
  'teams-unauthorized',
  'teams-foreign-host',
];

async function noteTrouble(deps: DeliverDeps, message: Message, trouble: unknown): Promise<void> {
  const isFinal = isRefused(trouble) && !NOT_TAKEN.includes(trouble.code);
  if (isFinal) return noteDelivery(deps, message, { outcome: 'unreachable', reason: trouble.code });
  const wasNotTaken = trouble instanceof Failure && NOT_TAKEN.includes(trouble.code);
  if (!message.ref && wasNotTaken) await save(deps, { ...message, state: 'due', sendingAt: null });
  throw trouble;
}

async function noteDelivery(deps: DeliverDeps, message: Message, delivery: Delivery): Promise<void> {
  const now = deps.clock.now();
  const first = message.ref === null;
  const noted: Message =
    delivery.outcome === 'delivered'
      ? {
          ...message,
          state: 'delivered',
          stale: false,
          ref: delivery.ref,
          reason: '',
          deliveredAt: message.deliveredAt ?? now,
        }
      : {
          ...message,
          state: message.state === 'in-doubt' ? 'in-doubt' : first ? 'unreachable' : 'delivered',
          stale: false,
          reason: delivery.reason,
        };
  await save(deps, noted);
  if (first && message.kind === 'manager') await noteManager(deps, noted, delivery);
  if (first && message.kind === 'notice') await tellTarget(deps, noted, delivery);
}

/** Nothing to show any more. A notice that never left, and whose date is over, counts as not sent. */
async function dropOvertaken(deps: DeliverDeps, message: Message): Promise<void> {
  const isUnsent = message.kind === 'notice' && message.ref === null;
  const dropped: Partial<Message> = isUnsent ? { state: 'unreachable', reason: 'overtaken' } : {};
  await save(deps, { ...message, ...dropped, stale: false });
}

/**
 * The target learns which message its person has, and that they were told (or were not), unless the date has moved on meanwhile. Only
 * the word of a date tells; one that repeats it, or fails to, changes nothing about that.
 */
async function tellTarget(deps: DeliverDeps, message: Message, delivery: Delivery): Promise<void> {
  const { rolloutId, cloudPcId, slotRevision } = message;
  if (cloudPcId === null || slotRevision === null) return;
  await advanceTarget(deps, { rolloutId, cloudPcId }, ({ rollout, target }, now) => {
    const told = delivery.outcome === 'delivered';
    const isCurrent = target.slotRevision === slotRevision;
    const noted = isCurrent ? noteNotice(target, message, { delivery, now }) : target;
    const next = told ? noteNewest(noted, message) : noted;
    const facts = {
      cloudPcId,
      person: target.planned.upn,
      date: target.slot.startAt,
      revision: slotRevision,
      step: stepOf(message),
      reason: reasonOf(delivery),
    };
    const what = told ? 'person-told' : 'person-not-reached';
    const isOfRecord = !['proof', 'rights'].includes(stepOf(message));
    return accept({
      target: next,
      events: isOfRecord ? [{ at: now, actor: REPAVE, what, rolloutId, planHash: rollout.hash, facts }] : [],
      value: null,
    });
  });
}

/** Not knowing whether it arrived counts as not told: the same date is told once more, under a new key. */
function noteNotice(target: Target, message: Message, ask: { delivery: Delivery; now: Instant }): Target {
  const step = stepOf(message);
  const isDelivered = ask.delivery.outcome === 'delivered';
  if (step === 'last-call') return isDelivered ? noteCalled(target, message, ask.now) : target;
  if (step !== 'notice') return target;
  if (isDelivered) return noteTold(target, ask.now);
  const missed = { ...target, unreachable: reasonOf(ask.delivery) };
  return message.state === 'in-doubt'
    ? { ...missed, slotRevision: target.slotRevision + 1 }
    : noteUnreached(missed, ask.now);
}

function noteTold(target: Target, now: Instant): Target {
  const told = { firstAt: target.told?.firstAt ?? now, slotAt: now, slot: target.slot };
  return noteReached({ ...target, told, unreachable: null });
}

function noteCalled(target: Target, message: Message, now: Instant): Target {
  const lastCallFor = readCallFor(message);
  return lastCallFor === undefined ? target : { ...target, lastCallAt: now, lastCallFor };
}

/** Messages may arrive out of turn: the one that was ordered last counts. */
function noteNewest(target: Target, { key, orderedAt }: Message): Target {
  const { newestNotice } = target;
  const isNewer = newestNotice === undefined || newestNotice.orderedAt <= orderedAt;
  return isNewer ? { ...target, newestNotice: { key, orderedAt } } : target;
}

function audienceOf(message: Message): Parameters<Messenger['send']>[0] {
  return message.personId === null
    ? { kind: 'chat', conversationId: message.chatId ?? '' }
    : { kind: 'person', personId: message.personId };
}

function reasonOf(delivery: Delivery): string {
  return delivery.outcome === 'unreachable' ? delivery.reason : '';
}

/** Cards on which somebody decides: what stood there goes on record with the answer. */
const DECIDED_ON: readonly MessageKind[] = ['approval', 'go-live', 'review', 'appeal', 'ask', 'app-owner'];

/** An edit that did not arrive leaves the older text where it stands. Of every other card no text is kept: it is nobody's evidence. */
function keepText({ kind }: Message, view: View, delivery: Delivery): Partial<Message> {
  if (delivery.outcome !== 'delivered' || !DECIDED_ON.includes(kind)) return {};
  return { text: delivery.text, textHash: markOf(view) };
}

/** What an answer on the card binds to; empty where it stands for nothing in particular. */
function markOf(view: View): string {
  if ('hash' in view) return view.hash;
  return view.kind === 'app-owner' ? view.list : '';
}

/** What a card shows, without the moment it was drawn: only a real difference is worth an edit. */
function shownHash(view: View): string {
  return hashOf('updatedAt' in view ? { ...view, updatedAt: '' } : view);
}

async function save(deps: DeliverDeps, message: Message): Promise<void> {
  await deps.store.transact((tx) => tx.saveMessage(message));
}
