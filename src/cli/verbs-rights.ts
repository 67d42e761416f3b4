import type { CaseRef } from '../workflow/commands-rights-api.ts';
import type { CliVerb } from './ask.ts';

/** Stopping everything, and the people for whom something does not work. */
export const RIGHTS_VERBS: Readonly<Record<string, CliVerb>> = {
  stop: {
    usage: 'stop [--rollout <id>] --reason text',
    help: 'stop the line; one person asks to go on (“resume”), another approver agrees',
    run: ({ commands, actor, rollout, reason }) => commands.stopLine(actor, reason, rollout),
  },
  cases: {
    usage: 'cases [--rollout <id>]',
    help: 'open help cases, and how many are closed',
    run: ({ commands, actor, rollout }) => commands.listCases(actor, rollout),
  },
  'show-case': {
    usage: 'show-case <cloud-pc-id> <number> --rollout <id>',
    help: 'one case, with what was said',
    run: ({ commands, actor, rollout, words }) => commands.viewCase(actor, toCase(rollout, words)),
  },
  'close-case': {
    usage: 'close-case <cloud-pc-id> <number> --rollout <id> --reason text',
    help: 'close a case with what was done about it',
    run: ({ commands, actor, rollout, words, reason }) => commands.closeCase(actor, toCase(rollout, words), reason),
  },
};

function toCase(rollout: string | undefined, words: readonly string[]): CaseRef {
  return { rolloutId: rollout ?? '', cloudPcId: words[0] ?? '', number: Number(words[1]) };
}
