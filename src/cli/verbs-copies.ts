import type { CliVerb } from './ask.ts';

/** What can be brought back. */
export const COPY_VERBS: Readonly<Record<string, CliVerb>> = {
  undo: {
    usage: 'undo <person or Cloud PC> [--rollout <id>]',
    help: 'what can be brought back for one person, and how; does nothing',
    run: ({ commands, actor, rollout, words }) => commands.viewUndo(actor, words.join(' '), rollout),
  },
};
