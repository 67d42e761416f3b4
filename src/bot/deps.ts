import type { Dialogs } from '../../dialogs/dialogs.ts';
import type { Commands } from '../workflow/commands-api.ts';
import type { EvidenceCommands } from '../workflow/commands-evidence-api.ts';
import type { Clock, Conversations, Documents, Inbox } from '../workflow/ports.ts';
import type { Uploads } from '../workflow/ports-evidence.ts';
import type { Attachments } from '../workflow/ports-images.ts';
import type { Log } from './log.ts';

/** What the bot is made of. */
export interface BotDeps {
  readonly commands: Commands;
  readonly conversations: Conversations;
  readonly documents: Documents;
  readonly inbox: Inbox;
  readonly attachments: Attachments;
  /** Evidence packs, and the way to hand them over; `uploads` is null in clouds where bots cannot send files. Absent: none are offered. */
  readonly evidence?: { readonly commands: EvidenceCommands; readonly uploads: Uploads | null };
  readonly clock: Clock;
  readonly log: Log;
  readonly tenantId: string;
  /** Called when a person can be reached (again), so that messages owed to them are sent. */
  readonly onInstalled: (personId: string) => Promise<void>;
  /** Time a click may take before it is answered "this takes a moment", in milliseconds; Teams itself gives up after about 15 s. */
  readonly answerWithinMs?: number;
}

export interface BotParts extends BotDeps {
  readonly dialogs: Dialogs;
}
