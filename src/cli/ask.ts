import type { Actor } from '../domain/actor.ts';
import type { Result } from '../domain/refusal.ts';
import type { Commands } from '../workflow/commands-api.ts';
import type { EvidenceCommands } from '../workflow/commands-evidence-api.ts';

/** What a verb gets: who acts, the words after it, the options, and the time. */
export interface Ask {
  readonly commands: Commands;
  readonly evidence: EvidenceCommands;
  readonly actor: Actor;
  readonly words: readonly string[];
  readonly rollout: string | undefined;
  readonly out: string | undefined;
  readonly reason: string;
  readonly now: string;
}

export interface CliVerb {
  readonly usage: string;
  readonly help: string;
  run(ask: Ask): Promise<Result<unknown>>;
}
