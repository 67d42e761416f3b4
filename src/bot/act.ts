import type { Result } from '../domain/refusal.ts';
import type { BotParts } from './deps.ts';
import type { Shown } from './show.ts';
import type { Turn } from './turn.ts';

/** One person doing one thing. */
export interface Act {
  readonly turn: Turn;
  readonly bot: BotParts;
  /** Does what typing this text does. */
  say(text: string): Promise<Shown>;
}

/** What stood beside a command that was typed. */
export interface Said {
  /** What followed the command: a reason, or a detail. */
  readonly rest: string;
  /** The rollout that was named, or the build where the command is about one. */
  readonly rolloutId: string | null;
}

/** Goes on with a command's answer, or passes its refusals on. */
export async function follow<T>(
  result: Promise<Result<T>>,
  next: (value: T) => Shown | Promise<Shown>,
): Promise<Shown> {
  const answer = await result;
  return answer.ok ? next(answer.value) : { kind: 'refused', refusals: answer.refusals };
}
