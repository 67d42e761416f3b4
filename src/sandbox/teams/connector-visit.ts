import type { Directory } from '../directory.ts';
import type { SandboxRequest } from '../router.ts';
import type { Chat, Chats } from './chats.ts';
import type { Installations } from './installations.ts';
import type { TeamsFaults } from './teams-faults.ts';
import type { ThreadThrottle } from './thread-throttle.ts';
import type { TokenIssuer } from './tokens.ts';

export type ConnectorDeps = {
  readonly directory: Directory;
  readonly chats: Chats;
  readonly installations: Installations;
  readonly tokens: TokenIssuer;
  readonly faults: TeamsFaults;
  readonly throttle: ThreadThrottle;
  readonly tenantId: string;
  readonly botAppId: string;
};

/** A request of the bot that concerns one chat, in which it is allowed to be. */
export type Visit = {
  readonly request: SandboxRequest;
  readonly chat: Chat;
  /** The message is to be accepted and never shown. */
  readonly isLost: boolean;
};
