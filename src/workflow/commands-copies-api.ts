import type { Actor } from '../domain/actor.ts';
import type { Result } from '../domain/refusal.ts';
import type { UndoView } from '../domain/view-undo.ts';

/** What can be brought back. */
export interface CopyCommands {
  /**
   * The way back for one person: `who` is a name, a user principal name, or the name or id of a Cloud PC, in the newest rollout that
   * knows them. For everybody who may read help cases; that the old image can be asked for is told to admins alone. Reads only.
   */
  viewUndo(actor: Actor, who: string, rolloutId?: string): Promise<Result<UndoView>>;
}
