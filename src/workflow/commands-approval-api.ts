import type { Actor } from '../domain/actor.ts';
import type { Result } from '../domain/refusal.ts';
import type { Approval } from '../domain/rollout.ts';
import type { GoLiveView, ReviewView } from '../domain/views-approval.ts';
import type { ApprovalView } from '../domain/views-plan.ts';
import type { ClickedCard } from './ports-store.ts';

/** A person's answer. `hash` is what their card showed, `clicked` which card, `seen` what it would read like now. */
export interface GivenAnswer {
  readonly rolloutId: string;
  readonly hash: string;
  readonly decision: Approval['decision'];
  readonly comment: string;
  readonly seen?: string;
  readonly clicked?: ClickedCard | undefined;
}

/** What people decide about a plan, about the switch of its policies, and afterwards about an emergency. */
export interface ApprovalCommands {
  /** An answer to the plan, by an approver or, once deputies were asked, by one of them. The view returned is always the current one. */
  decide(actor: Actor, answer: GivenAnswer): Promise<Result<ApprovalView>>;
  /** After a late approval: start with new dates now. Planning again is `plan` with the rollout's id. */
  startNow(actor: Actor, rolloutId: string): Promise<Result<ApprovalView>>;
  viewApproval(actor: Actor, rolloutId: string): Promise<Result<ApprovalView>>;
  /** An answer about the switch alone, where the plan keeps it apart. */
  decideGoLive(actor: Actor, answer: GivenAnswer): Promise<Result<GoLiveView>>;
  viewGoLive(actor: Actor, rolloutId: string): Promise<Result<GoLiveView>>;
  /** Closes the review that an expedited rollout owes, by somebody else than who asked for it. */
  review(
    actor: Actor,
    text: string,
    rolloutId?: string,
    sight?: Pick<GivenAnswer, 'seen' | 'clicked'>,
  ): Promise<Result<ReviewView>>;
  viewReview(actor: Actor, rolloutId?: string): Promise<Result<ReviewView>>;
}
