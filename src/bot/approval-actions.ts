import type { APPROVAL_VERBS } from '../../cards/actions-approval.ts';
import { readCard } from '../../cards/read-card.ts';
import { renderView } from '../../cards/render-view.ts';
import type { ClickedCard } from '../workflow/ports-store.ts';
import type { Result } from '../domain/refusal.ts';
import type { View } from '../domain/views.ts';
import type { Act, Said } from './act.ts';
import type { CardData } from './card-data.ts';
import { showView } from './show.ts';
import type { Shown } from './show.ts';

type ApprovalVerb = (typeof APPROVAL_VERBS)[number];
type ApprovalActions = { readonly [V in ApprovalVerb]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons about the switch of the policies, and about the review of an emergency. */
export const APPROVAL_ACTIONS: ApprovalActions = {
  'go-live.approve': (act, { comment, ...key }) => decideGoLive(act, { ...key, comment, decision: 'approved' }),
  'go-live.refuse': (act, { reason, ...key }) => decideGoLive(act, { ...key, comment: reason, decision: 'rejected' }),
  'review.show': async ({ bot, turn }, { rolloutId }) => showView(await bot.commands.viewReview(turn.actor, rolloutId)),
  'review.close': async (act, { rolloutId, text }) => {
    const { bot, turn } = act;
    const shown = await bot.commands.viewReview(turn.actor, rolloutId);
    const sight = { seen: shown.ok ? wordsOf(act, shown.value) : '', clicked: cardOf(act) };
    return showView(await bot.commands.review(turn.actor, text, rolloutId, sight));
  },
};

interface Given {
  readonly rolloutId: string;
  readonly hash: string;
  readonly comment: string;
  readonly decision: 'approved' | 'rejected';
}

/** An answer to the plan; what the person's card read like goes on record with it: see `readSeen` of the workflow. */
export async function decidePlan(act: Act, given: Given): Promise<Shown> {
  const { bot, turn } = act;
  const seen = drawSeen(act, await bot.commands.viewApproval(turn.actor, given.rolloutId), given.hash);
  return showView(await bot.commands.decide(turn.actor, { ...given, seen, clicked: cardOf(act) }));
}

async function decideGoLive(act: Act, given: Given): Promise<Shown> {
  const { bot, turn } = act;
  const seen = drawSeen(act, await bot.commands.viewGoLive(turn.actor, given.rolloutId), given.hash);
  return showView(await bot.commands.decideGoLive(turn.actor, { ...given, seen, clicked: cardOf(act) }));
}

/** A waiver stands for what the list of its item showed: which list somebody had opened no message can tell, so it is drawn. */
export async function waive(act: Act, { hash, ...waiver }: CardData['checklist.waive']): Promise<Shown> {
  const { bot, turn } = act;
  const { rolloutId, cloudPcId, item, reason } = waiver;
  const seen = drawSeen(act, await bot.commands.viewChecklist(turn.actor, rolloutId, item), hash);
  return showView(await bot.commands.waive(turn.actor, { rolloutId, cloudPcId, item, reason, seen }));
}

/** The second word that lets a stopped line go on. */
export async function confirmResume(act: Act, ask: CardData['line.confirm-resume']): Promise<Shown> {
  const { bot, turn } = act;
  const shown = await bot.commands.viewAsk(turn.actor, ask.rolloutId);
  const sight = { seen: shown.ok ? wordsOf(act, shown.value) : '', clicked: cardOf(act) };
  return showView(await bot.commands.confirmResume(turn.actor, { ...ask, ...sight }));
}

/** A card of another revision is refused anyway; what it read like is not what the newest one reads like. */
export function drawSeen(act: Act, shown: Result<View & { readonly hash: string }>, hash: string): string {
  return shown.ok && shown.value.hash === hash ? wordsOf(act, shown.value) : '';
}

export function wordsOf({ turn }: Act, view: View): string {
  return readCard(renderView(view, { zone: turn.zone }).card);
}

/** The message whose button was pressed; undefined for what was typed. */
export function cardOf({ turn }: Act): ClickedCard | undefined {
  const { replyToId: activityId, conversation } = turn.context.activity;
  return activityId ? { conversationId: conversation.id, activityId } : undefined;
}

/** "review it was right, nobody lost a file": closes the one review that is owed; without a text it shows the card. */
export async function sayReview({ bot, turn }: Act, { rest, rolloutId }: Said): Promise<Shown> {
  const id = rolloutId ?? undefined;
  if (rest.trim() === '') return showView(await bot.commands.viewReview(turn.actor, id));
  return showView(await bot.commands.review(turn.actor, rest, id));
}
