import { readCard } from '../../cards/read-card.ts';
import { renderView } from '../../cards/render-view.ts';
import { accept } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { View } from '../domain/views.ts';
import type { GivenAnswer } from '../workflow/commands-approval-api.ts';
import type { Ask, CliVerb } from './ask.ts';

/** Deciding on plans, on the switch of their policies, and looking back on emergencies. */
export const APPROVAL_CLI_VERBS: Readonly<Record<string, CliVerb>> = {
  'show-approval': {
    usage: 'show-approval --rollout <id>',
    help: 'what an approver decides on, as text',
    run: async (ask) => readAsText(await ask.commands.viewApproval(ask.actor, ask.rollout ?? '')),
  },
  approve: {
    usage: 'approve <hash> --rollout <id> [--reason text]',
    help: 'approve somebody else’s plan',
    run: (ask) => decide(ask, 'approved'),
  },
  reject: {
    usage: 'reject <hash> --rollout <id> [--reason text]',
    help: 'reject a plan',
    run: (ask) => decide(ask, 'rejected'),
  },
  'start-now': {
    usage: 'start-now --rollout <id>',
    help: 'after a late approval: new dates, starting now',
    run: ({ commands, actor, rollout }) => commands.startNow(actor, rollout ?? ''),
  },
  'approve-switch': {
    usage: 'approve-switch <hash> --rollout <id> [--reason text]',
    help: 'approve the switch of the policies, where it is kept apart',
    run: (ask) => decideSwitch(ask, 'approved'),
  },
  'refuse-switch': {
    usage: 'refuse-switch <hash> --rollout <id> [--reason text]',
    help: 'refuse the switch; the rollout is put on hold',
    run: (ask) => decideSwitch(ask, 'rejected'),
  },
  review: {
    usage: 'review [--rollout <id>] --reason text',
    help: 'close the review that an emergency owes',
    run: ({ commands, actor, rollout, reason }) => commands.review(actor, reason, rollout),
  },
};

/** The text that is printed for an answer is what goes on record as seen: the card as it stood when the answer was given. */
async function decide(ask: Ask, decision: GivenAnswer['decision']): Promise<Result<unknown>> {
  const { commands, actor } = ask;
  const seen = readAsText(await commands.viewApproval(actor, ask.rollout ?? ''));
  const done = await commands.decide(actor, toAnswer(ask, { decision, seen }));
  return done.ok ? accept({ seen: seen.ok ? seen.value : '', ...done.value }) : done;
}

async function decideSwitch(ask: Ask, decision: GivenAnswer['decision']): Promise<Result<unknown>> {
  const { commands, actor } = ask;
  const seen = readAsText(await commands.viewGoLive(actor, ask.rollout ?? ''));
  const done = await commands.decideGoLive(actor, toAnswer(ask, { decision, seen }));
  return done.ok ? accept({ seen: seen.ok ? seen.value : '', ...done.value }) : done;
}

function toAnswer(
  { rollout, words, reason }: Ask,
  given: { readonly decision: GivenAnswer['decision']; readonly seen: Result<string> },
): GivenAnswer {
  const seen = given.seen.ok ? given.seen.value : '';
  return { rolloutId: rollout ?? '', hash: words[0] ?? '', decision: given.decision, comment: reason, seen };
}

function readAsText(view: Result<View>): Result<string> {
  return view.ok ? accept(readCard(renderView(view.value).card)) : view;
}
