import type { z } from 'zod';
import { say } from '../../cards/text/say.ts';
import type { Verb } from '../../cards/actions.ts';
import type { Act } from './act.ts';
import { APP_OWNER_ACTIONS } from './app-owner-actions.ts';
import { APPROVAL_ACTIONS } from './approval-actions.ts';
import { BUILD_ACTIONS } from './build-actions.ts';
import { CARD_DATA, SHOWING_VERBS } from './card-data.ts';
import type { CardData, Click } from './card-data.ts';
import { NOTICE_ACTIONS } from './notice-actions.ts';
import { PLAN_ACTIONS } from './plan-actions.ts';
import { RIGHTS_ACTIONS } from './rights-actions.ts';
import { ROLLOUT_ACTIONS } from './rollout-actions.ts';
import { showText } from './show.ts';
import type { Shown } from './show.ts';
import { answerQuestion } from './text-turn.ts';

/** What each verb does. Who may is the commands' to say, from the signed identity of the turn. */
type Actions = { readonly [V in Verb]: (act: Act, data: CardData[V]) => Promise<Shown> };

const ACTIONS: Actions = {
  ...APPROVAL_ACTIONS,
  ...PLAN_ACTIONS,
  ...NOTICE_ACTIONS,
  ...ROLLOUT_ACTIONS,
  ...RIGHTS_ACTIONS,
  ...BUILD_ACTIONS,
  ...APP_OWNER_ACTIONS,
  'ask.answer': (act, { step, ...values }) => answerQuestion(act, { kind: 'answer', step, values: keepTexts(values) }),
  'ask.back': (act) => answerQuestion(act, { kind: 'back' }),
  'ask.cancel': (act) => answerQuestion(act, { kind: 'cancel' }),
  'command.say': (act, { text }) => act.say(text),
};

/** Does what a button says. What it carries proves nothing: it is parsed, and the commands check the person and the state. */
export async function doClick(act: Act, click: Click | undefined): Promise<Shown> {
  if (click === undefined) return showText(say('bot.old-button'));
  if (click.isAutomatic && !SHOWING_VERBS.includes(click.verb)) return showText(say('bot.old-button'));
  return doVerb(act, click.verb, click.data);
}

async function doVerb<V extends Verb>(act: Act, verb: V, data: unknown): Promise<Shown> {
  const schema: z.ZodType<CardData[V]> = CARD_DATA[verb] as unknown as z.ZodType<CardData[V]>;
  const parsed = schema.safeParse(data);
  if (parsed.success) return ACTIONS[verb](act, parsed.data);
  const missing = parsed.error.issues.every(({ path }) => INPUT_IDS.includes(String(path[0])));
  return showText(missing ? say('bot.fill-in') : say('bot.old-button'));
}

/** What people fill in, as against what the button carries. */
const INPUT_IDS = [
  ...['reason', 'comment', 'text', 'slot', 'how', 'cloudPcId'],
  ...['stopReason', 'found', 'wish', 'exceptionReason', 'note', 'caseText', 'what'],
  ...['script', 'name', 'version', 'acceptUnknown', 'typedName'],
];

function keepTexts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, text]) => [name, text.slice(0, MAX_ANSWER)]));
}

/** Room for five thousand names; the rules cap each field on their own. */
const MAX_ANSWER = 200_000;
