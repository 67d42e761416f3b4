import type { Actor } from '../domain/actor.ts';
import type { Result } from '../domain/refusal.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import type { ProofSetup } from '../domain/views-proof.ts';
import type { TargetRef } from './commands-api.ts';

/** Measured proofs: setting them up, and asking again. */
export interface ProofCommands {
  /** What setting up would do, or has done. Admins only. Writes nothing. */
  viewProofs(actor: Actor): Promise<Result<ProofSetup>>;
  /** Puts the script into Intune (or brings it up to date) and assigns it to the groups of all dedicated policies. Admins only. */
  setUpProofs(actor: Actor): Promise<Result<ProofSetup>>;
  /** Changes what the script looks for, given as people write it; counts from the next `setUpProofs`. Admins only. */
  setPatterns(actor: Actor, text: string): Promise<Result<ProofSetup>>;
  /**
   * Measures no more: the script is taken from every group and stays in Intune; new plans go by people's word. Plans that exist keep
   * what they were made with. Admins only.
   */
  stopProofs(actor: Actor): Promise<Result<ProofSetup>>;
  /** The owner wants a fresh look at their Cloud PC. */
  checkAgain(actor: Actor, target: TargetRef): Promise<Result<NoticeView>>;
}
