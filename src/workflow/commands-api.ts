import type { Actor, Role } from '../domain/actor.ts';
import type { Feedback } from '../domain/help-case.ts';
import type { Refusal, Result } from '../domain/refusal.ts';
import type { ChecklistItem, RolloutRequest } from '../domain/request.ts';
import type { AppOwnerCommands } from './commands-app-owners-api.ts';
import type { ApprovalCommands } from './commands-approval-api.ts';
import type { BuildCommands } from './commands-build-api.ts';
import type { CopyCommands } from './commands-copies-api.ts';
import type { ProofCommands } from './commands-proof-api.ts';
import type { ReachCommands } from './commands-reach-api.ts';
import type { RightsCommands } from './commands-rights-api.ts';
import type { AbortView, AskView, ReportView, RolloutLine, StatusView } from '../domain/views.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import type { ChecklistView, ChecksView, PlanView } from '../domain/views-plan.ts';
import type { DeviceImage, Policy } from '../domain/world.ts';

/** What the first questions of `replace image` show. Images carry why they cannot, or should not, be chosen. */
export interface Catalogue {
  readonly images: readonly {
    readonly image: DeviceImage;
    readonly blocked: readonly Refusal[];
    readonly warned: readonly Refusal[];
  }[];
  readonly policies: readonly {
    readonly policy: Policy;
    readonly cloudPcs: number;
    readonly blocked: readonly Refusal[];
  }[];
}

/**
 * Everything people can do. Each checks the actor's role itself, at that moment, and answers a value or every reason why not.
 * All are safe to repeat: a second click shows the first result. Where a `rolloutId` may be left out, the one rollout that is
 * not finished is meant; refusal `which-rollout` when there are several, `no-rollout` when there is none.
 */
export interface Commands
  extends AppOwnerCommands,
    ApprovalCommands,
    ProofCommands,
    ReachCommands,
    CopyCommands,
    RightsCommands,
    BuildCommands {
  readCatalogue(actor: Actor): Promise<Result<Catalogue>>;
  check(actor: Actor, policyIds: readonly string[] | 'all', imageId: string | null): Promise<Result<ChecksView>>;
  /** Makes (or, with `rolloutId`, remakes as the next revision) a plan. Writes nothing to the tenant. */
  plan(actor: Actor, request: RolloutRequest, rolloutId?: string): Promise<Result<PlanView>>;
  /** Asks for approval of exactly this revision. */
  submit(actor: Actor, rolloutId: string, hash: string): Promise<Result<PlanView>>;
  discard(actor: Actor, rolloutId: string): Promise<Result<{ readonly title: string }>>;
  viewPlan(actor: Actor, rolloutId: string): Promise<Result<PlanView>>;
  viewChecklist(actor: Actor, rolloutId: string, open: ChecklistItem | null): Promise<Result<ChecklistView>>;
  /** An admin's tick for everyone: name and reason; changes the plan and its hash. Only before approval was asked for. */
  tick(
    actor: Actor,
    rolloutId: string,
    tick: { readonly item: ChecklistItem; readonly reason: string },
  ): Promise<Result<ChecklistView>>;
  /** An approver's waiver for one Cloud PC; not by the requester. `seen` is how the card read on which it was given. */
  waive(
    actor: Actor,
    waiver: TargetRef & { readonly item: ChecklistItem; readonly reason: string; readonly seen?: string },
  ): Promise<Result<ChecklistView>>;

  status(actor: Actor, rolloutId?: string): Promise<Result<StatusView>>;
  /** Posts the live status card to the actor's chat and keeps it edited. */
  watch(actor: Actor, rolloutId?: string): Promise<Result<StatusView>>;
  hold(actor: Actor, reason: string, rolloutId?: string): Promise<Result<StatusView>>;
  resume(actor: Actor, reason: string, rolloutId?: string): Promise<Result<StatusView>>;
  promote(actor: Actor, rolloutId: string, wave: number): Promise<Result<AskView>>;
  viewAbort(actor: Actor, rolloutId?: string): Promise<Result<AbortView>>;
  abort(actor: Actor, reason: string, rolloutId?: string): Promise<Result<StatusView>>;
  /** Gives failed targets a new attempt (all of them, or those named); also settles an in-doubt one as "did not happen". */
  retry(
    actor: Actor,
    ask: { readonly rolloutId?: string; readonly cloudPcIds: readonly string[] | 'failed' },
  ): Promise<Result<StatusView>>;
  /** `policy`: only point the policies back. `reprovision`: a new plan over the Cloud PCs already changed, through every rule. */
  rollBack(
    actor: Actor,
    ask: { readonly rolloutId?: string; readonly how: 'policy' | 'reprovision'; readonly reason: string },
  ): Promise<Result<StatusView | PlanView>>;
  report(actor: Actor, rolloutId?: string): Promise<Result<{ readonly view: ReportView; readonly csv: string }>>;
  list(actor: Actor): Promise<Result<readonly RolloutLine[]>>;

  /** The owner's own buttons; `actor.id` must own the target. */
  ready(actor: Actor, target: TargetRef): Promise<Result<NoticeView>>;
  /** Another date of those that were offered, by its start. `slot-full` when others took it meanwhile. */
  postpone(actor: Actor, target: TargetRef, slotStartAt: string): Promise<Result<NoticeView>>;
  /** Half an hour more at the last call, until the deadline. */
  snooze(actor: Actor, target: TargetRef): Promise<Result<NoticeView>>;
  /** "I have signed out", at a last call where the tenant cannot say who is signed in. `no-sign-out-asked` otherwise. */
  signedOut(actor: Actor, target: TargetRef): Promise<Result<NoticeView>>;
  askHelp(actor: Actor, target: TargetRef, text: string): Promise<Result<NoticeView>>;
  feedback(actor: Actor, target: TargetRef, answer: Feedback): Promise<Result<NoticeView>>;
  viewNotice(actor: Actor, target: TargetRef): Promise<Result<NoticeView>>;
  /** The owner's notices, for `my cloud pc`. */
  listNotices(actor: Actor): Promise<Result<readonly NoticeView[]>>;
  /** Only for wording: each command looks at the role itself. */
  hasRole(actor: Actor, role: Role): Promise<boolean>;
}

/** Which notice a button belongs to. */
export interface TargetRef {
  readonly rolloutId: string;
  readonly cloudPcId: string;
}
