import { ActivityHandler } from 'botbuilder';
import type { InvokeResponse, TurnContext } from 'botbuilder';
import { languageOf } from '../../cards/text/languages.ts';
import { inLanguage, say } from '../../cards/text/say.ts';
import { createDialogs } from '../../dialogs/dialogs.ts';
import type { Act } from './act.ts';
import { answerFile, readAttachedFile } from './attached-file.ts';
import { doClick } from './card-actions.ts';
import { readExecute, readSubmit } from './card-data.ts';
import type { BotDeps, BotParts } from './deps.ts';
import type { Bot } from './door.ts';
import { answerConsent, FILE_CONSENT } from './file-consent.ts';
import { noteArrival, welcomeGroup } from './installs.ts';
import { answerEarly, answerInvoke } from './invoke.ts';
import { messageOf, replaceMessage, reply, showText } from './show.ts';
import type { Shown } from './show.ts';
import { answerText } from './text-turn.ts';
import { describeConversation, readText, readTurn } from './turn.ts';
import type { Turn } from './turn.ts';
import { calmly, quietly } from './trouble.ts';

/** The bot: routes authenticated activities to dialogs and commands, each of them once. */
export function createBot(deps: BotDeps): Bot {
  return new RepaveBot(deps);
}

class RepaveBot extends ActivityHandler {
  private readonly parts: BotParts;

  constructor(deps: BotDeps) {
    super();
    this.parts = { ...deps, dialogs: createDialogs(deps) };
  }

  /** Everything that a turn says is in the language of the person's Teams. */
  override run(context: TurnContext): Promise<void> {
    return inLanguage(languageOf(context.activity.locale ?? ''), () => super.run(context));
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    const turn = await this.arrive(context);
    if (!turn || !(await this.isNew(context))) return;
    const { replyToId } = context.activity;
    const value: unknown = context.activity.value;
    const isClick = hasVerb(value);
    const shown = await calmly(this.parts.log, () => {
      const act = this.actOf(turn);
      return isClick ? doClick(act, readSubmit(value)) : answerMessage(act);
    });
    const message = messageOf(shown, turn.zone);
    if (!message) return;
    // A card that stays useful is changed where it was clicked; everything else comes at the end of the chat.
    if (isClick && shown.kind === 'view') await replaceMessage(context, replyToId ?? null, message);
    else await context.sendActivity(message);
  }

  /** Always an answer: a click that is answered with an error leaves the person with a red line and no word. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    if (context.activity.name === FILE_CONSENT) return this.takeConsent(context);
    if (context.activity.name !== 'adaptiveCard/action') return answerInvoke(showText(say('bot.old-button')), 'UTC');
    const zone = readTurn(context)?.zone ?? 'UTC';
    const work = calmly(this.parts.log, () => this.takeClick(context));
    const first = await Promise.race([work, waitFor(this.parts.answerWithinMs ?? ANSWER_WITHIN_MS)]);
    if (first !== 'late') return answerInvoke(first, zone);
    const early = answerInvoke(showText(say('bot.takes-time')), zone);
    await answerEarly(context, early);
    await reply(context, await work, zone);
    return early;
  }

  /** The pack takes longer to make and send than Teams waits: the answer comes first, and carries nothing. */
  private async takeConsent(context: TurnContext): Promise<InvokeResponse> {
    const early: InvokeResponse = { status: 200 };
    await answerEarly(context, early);
    const turn = await this.arrive(context);
    if (!turn || !(await this.isNew(context))) return early;
    await reply(context, await calmly(this.parts.log, () => answerConsent(this.actOf(turn))), turn.zone);
    return early;
  }

  private async takeClick(context: TurnContext): Promise<Shown> {
    const turn = await this.arrive(context);
    if (!turn) return showText(say('bot.old-button'));
    const click = readExecute(context.activity.value);
    if (!click?.isAutomatic && !(await this.isNew(context))) return showText(say('bot.twice'));
    return doClick(this.actOf(turn), click);
  }

  protected override async onInstallationUpdateActivity(context: TurnContext): Promise<void> {
    const turn = readTurn(context);
    if (!turn || !(await this.isNew(context))) return;
    // An upgrade of the app says "remove-upgrade" and then "add-upgrade"; the person never lost it.
    const { action } = context.activity;
    if (action === 'remove') await quietly(this.parts.log, () => noteArrival(this.actOf(turn), 'removed'));
    if (action?.startsWith('add')) await quietly(this.parts.log, () => noteArrival(this.actOf(turn), 'installed'));
  }

  /** Teams tells of new members with this one; the bot itself among them means that it was installed. */
  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const { membersAdded, recipient } = context.activity;
    if (!membersAdded?.some(({ id }) => id === recipient.id)) return;
    const turn = readTurn(context);
    if (!turn) return;
    const act = this.actOf(turn);
    await quietly(this.parts.log, () => (turn.isPersonal ? noteArrival(act, 'installed') : welcomeGroup(act)));
  }

  /** Everybody who speaks to the bot alone can be written to from now on. */
  private async arrive(context: TurnContext): Promise<Turn | undefined> {
    const turn = readTurn(context);
    if (!turn) this.parts.log.warn({ activityType: context.activity.type }, 'activity without a directory id');
    if (!turn?.isPersonal) return turn;
    const { conversations, tenantId, onInstalled, log } = this.parts;
    const known = await conversations.find(turn.actor.id);
    await conversations.remember(describeConversation(turn, tenantId));
    if (!known) await quietly(log, () => onInstalled(turn.actor.id));
    return turn;
  }

  /** False for an activity that was delivered before. */
  private async isNew({ activity }: TurnContext): Promise<boolean> {
    const isNew = await this.parts.inbox.claim(activity.conversation.id, activity.id ?? '');
    if (!isNew) this.parts.log.info({ activityId: activity.id }, 'activity delivered again');
    return isNew;
  }

  private actOf(turn: Turn): Act {
    const act: Act = { turn, bot: this.parts, say: (text) => answerText(act, text) };
    return act;
  }
}

/** Teams shows an error when a click is not answered within seconds: what takes longer comes as a message. */
const ANSWER_WITHIN_MS = 8_000;

function answerMessage(act: Act): Promise<Shown> {
  const text = readText(act.turn);
  const file = readAttachedFile(act);
  return file ? answerFile(act, text, file) : act.say(text);
}

/** Whether a message comes from a button. Some clients send an empty value along with typed text. */
function hasVerb(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'verb' in value;
}

function waitFor(milliseconds: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), milliseconds).unref();
  });
}
