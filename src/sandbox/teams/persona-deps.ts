import type { Directory } from '../directory.ts';
import type { BotDoor } from './bot-door.ts';
import type { Chats } from './chats.ts';
import type { SharedFiles } from './files.ts';
import type { Installations } from './installations.ts';
import type { ShapeDeps } from './shape-activity.ts';
import type { Uploads } from './uploads.ts';

/** What people need in order to act: their chats, and the way to the bot. */
export type PersonaDeps = ShapeDeps & {
  readonly directory: Directory;
  readonly chats: Chats;
  readonly installations: Installations;
  readonly door: BotDoor;
  readonly files: SharedFiles;
  readonly uploads: Uploads;
  readonly botName: string;
};
