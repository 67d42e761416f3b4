import type { Chats } from './chats.ts';
import type { Installations } from './installations.ts';

/** The side of Teams that Graph reaches: for whom the app stands there. */
export type TeamsApps = {
  has(personId: string): boolean;
  /** Puts the app there and tells the bot, as Teams does; a bot that is not listening hears nothing. */
  install(personId: string): Promise<void>;
  /** Id of the chat between the person and the bot. */
  chatOf(personId: string): string;
};

export function createTeamsApps(deps: {
  readonly installations: Installations;
  readonly chats: Chats;
  /** Whether Teams tells the bot of an installation in time. */
  readonly announces: () => boolean;
  announce(personId: string): Promise<void>;
}): TeamsApps {
  const { installations, chats } = deps;
  return {
    has: (personId) => installations.has(personId),
    async install(personId) {
      installations.add(personId);
      if (!deps.announces()) return;
      // The app is there whether or not the bot takes the word.
      await deps.announce(personId).catch(() => undefined);
    },
    chatOf: (personId) => chats.personal(personId).id,
  };
}
