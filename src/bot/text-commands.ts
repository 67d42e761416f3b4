import { say } from '../../cards/text/say.ts';
import { bindHowFarBack } from '../../cards/ask-back.ts';
import { bindOnlyBuilds } from '../../cards/build-list.ts';
import { bindHelp } from '../../cards/message.ts';
import type { Audience } from '../../cards/message.ts';
import { bindRollouts } from '../../cards/rollout-list.ts';
import type { Command } from '../domain/recognise.ts';
import { follow } from './act.ts';
import type { Act, Said } from './act.ts';
import { sayReview } from './approval-actions.ts';
import { APP_OWNER_SAID } from './app-owner-actions.ts';
import { BUILD_SAID } from './build-commands.ts';
import { COPY_SAID } from './copy-commands.ts';
import { isOpen } from './choose-rollout.ts';
import { PROOF_SAID } from './proof-commands.ts';
import { REACH_SAID } from './reach-commands.ts';
import { sendReport } from './report.ts';
import { RIGHTS_SAID } from './rights-actions.ts';
import { createScreen } from './screen.ts';
import { reply, sendTyping, SHOWN_ELSEWHERE, showCard, showText, showView } from './show.ts';
import type { Shown } from './show.ts';

/** What each command does when it is typed. */
export const SAID: Readonly<Record<Command, (act: Act, said: Said) => Promise<Shown>>> = {
  'replace-image': (act) => startQuestions(act),
  ...BUILD_SAID,
  ...PROOF_SAID,
  ...RIGHTS_SAID,
  ...COPY_SAID,
  ...REACH_SAID,
  ...APP_OWNER_SAID,
  status: (act, said) => showStatus(act, said),
  hold: async ({ bot, turn }, said) =>
    showView(await bot.commands.hold(turn.actor, said.rest || say('bot.by-chat'), idOf(said))),
  resume: async ({ bot, turn }, said) =>
    showView(await bot.commands.resume(turn.actor, said.rest || say('bot.by-chat'), idOf(said))),
  abort: async ({ bot, turn }, said) => showView(await bot.commands.viewAbort(turn.actor, idOf(said))),
  retry: async ({ bot, turn }, { rolloutId }) =>
    showView(
      await bot.commands.retry(turn.actor, { cloudPcIds: 'failed', ...(rolloutId === null ? {} : { rolloutId }) }),
    ),
  'roll-back': (act, said) => rollBack(act, said),
  report: (act, said) => sendReport(act, idOf(said)),
  review: sayReview,
  check: async ({ bot, turn }) => {
    await sendTyping(turn.context);
    return showView(await bot.commands.check(turn.actor, 'all', null));
  },
  help: async (act) => showCard(bindHelp(await findAudience(act))),
  'my-cloud-pc': (act) => showNotices(act),
  checklist: (act, said) =>
    withRollout(act, said, async (id) => showView(await act.bot.commands.viewChecklist(act.turn.actor, id, null))),
  plan: (act, said) =>
    withRollout(act, said, async (id) => showView(await act.bot.commands.viewPlan(act.turn.actor, id))),
  list: (act) => showList(act),
  cancel: () => Promise.resolve(showText(say('bot.nothing-open'))),
  back: () => Promise.resolve(showText(say('bot.nothing-open'))),
};

/** Whom help and welcome speak to. Only for wording: every command checks the role itself. */
export async function findAudience({ bot, turn }: Act): Promise<Audience> {
  for (const role of ['admin', 'approver', 'deputy'] as const) {
    if (await bot.commands.hasRole(turn.actor, role)) return role;
  }
  return 'end-user';
}

function idOf({ rolloutId }: Said): string | undefined {
  return rolloutId ?? undefined;
}

async function startQuestions({ bot, turn }: Act): Promise<Shown> {
  await bot.dialogs.start({ ...turn, screen: createScreen(turn) });
  return SHOWN_ELSEWHERE;
}

/** In one's own chat the live card comes by itself; a group gets the status of the moment. */
async function showStatus(act: Act, said: Said): Promise<Shown> {
  const { bot, turn } = act;
  const shown = turn.isPersonal
    ? await follow(bot.commands.watch(turn.actor, idOf(said)), () => SHOWN_ELSEWHERE)
    : showView(await bot.commands.status(turn.actor, idOf(said)));
  const isNone = shown.kind === 'refused' && shown.refusals.some(({ code }) => code === 'no-rollout');
  return isNone ? ((await mentionBuilds(act)) ?? shown) : shown;
}

/** Who asks for the status when nothing but an image is under way means that. */
async function mentionBuilds({ bot, turn }: Act): Promise<Shown | undefined> {
  const lines = await bot.commands.listBuilds(turn.actor);
  const open = lines.ok ? lines.value.filter(({ isOver }) => !isOver) : [];
  return open.length === 0 ? undefined : showCard(bindOnlyBuilds(open));
}

async function rollBack({ bot, turn }: Act, said: Said): Promise<Shown> {
  const how = readHow(said.rest);
  if (how === undefined) return showCard(bindHowFarBack(said.rolloutId));
  const reason = said.rest.replace(/^.*?\b(?:because|since|as)\b\s*/i, '') || say('bot.by-chat');
  const ask = { how, reason, ...(said.rolloutId === null ? {} : { rolloutId: said.rolloutId }) };
  return showView(await bot.commands.rollBack(turn.actor, ask));
}

function readHow(text: string): 'policy' | 'reprovision' | undefined {
  if (/\bpolic(y|ies)\b/i.test(text)) return 'policy';
  return /\b(reprovision|computers|cloud pcs?)\b/i.test(text) ? 'reprovision' : undefined;
}

/** Cards shown at once; whoever owns more gets the rest from their own messages. */
const MAX_NOTICES = 5;

async function showNotices({ bot, turn }: Act): Promise<Shown> {
  if (!turn.isPersonal) return showText(say('bot.own-chat'));
  return follow(bot.commands.listNotices(turn.actor), async (notices) => {
    if (notices.length === 0) return showText(say('bot.no-notice'));
    for (const view of notices.slice(0, MAX_NOTICES)) await reply(turn.context, { kind: 'view', view }, turn.zone);
    return SHOWN_ELSEWHERE;
  });
}

async function showList({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.list(turn.actor), (lines) =>
    lines.length === 0 ? showText(say('bot.no-rollouts')) : showCard(bindRollouts(lines)),
  );
}

/** Commands that need a name get the one rollout that is not finished. */
async function withRollout(
  { bot, turn }: Act,
  said: Said,
  next: (rolloutId: string) => Promise<Shown>,
): Promise<Shown> {
  if (said.rolloutId !== null) return next(said.rolloutId);
  return follow(bot.commands.list(turn.actor), (lines) => {
    const open = lines.filter(isOpen);
    const [first] = open;
    if (first && open.length === 1) return next(first.rolloutId);
    return { kind: 'refused', refusals: [{ code: first ? 'which-rollout' : 'no-rollout', facts: {} }] };
  });
}
