import type { Actor } from '../domain/actor.ts';
import { takeGoLive } from '../domain/go-live.ts';
import { explainNoReviewer, isReviewOwed } from '../domain/expedite.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { viewGoLive, viewReview } from '../domain/view-approval.ts';
import type { GoLiveView, ReviewView } from '../domain/views-approval.ts';
import { advance } from './advance.ts';
import type { ApprovalCommands, GivenAnswer } from './commands-approval-api.ts';
import { readAs } from './commands-control.ts';
import { lookUpRoles, toAnswer } from './commands-decide.ts';
import { actEvent, auditRefusal, requireReader, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { stopUnbacked } from './requester-role.ts';
import { readSeen } from './seen.ts';
import type { Sight } from './seen.ts';

type GoLiveCommands = Pick<ApprovalCommands, 'decideGoLive' | 'viewGoLive' | 'review' | 'viewReview'>;

/** The approval of the switch alone, and what is written about an emergency afterwards. */
export function createGoLiveCommands(deps: CommandDeps): GoLiveCommands {
  return {
    decideGoLive: (actor, answer) => decideGoLive(deps, actor, answer),
    async viewGoLive(actor, rolloutId) {
      const role = await requireReader(deps, actor);
      return role.ok ? showGoLive(deps, rolloutId) : role;
    },
    review: (actor, text, rolloutId, sight) => review(deps, actor, { text, rolloutId, ...sight }),
    viewReview: async (actor, rolloutId) => {
      const id = await findReview(deps, rolloutId);
      return readAs(deps, actor, id, (state) => viewReview(state, deps.tenantName));
    },
  };
}

function view({ clock, tenantName }: CommandDeps, state: RolloutState): GoLiveView {
  return viewGoLive(state, { now: clock.now(), tenantName });
}

async function showGoLive(deps: CommandDeps, rolloutId: string): Promise<Result<GoLiveView>> {
  const state = await deps.store.readRollout(rolloutId);
  return state ? accept(view(deps, state)) : refuse(refusal('no-rollout'));
}

async function decideGoLive(deps: CommandDeps, actor: Actor, answer: GivenAnswer): Promise<Result<GoLiveView>> {
  const { rolloutId, comment, decision } = answer;
  const found = await deps.store.readRollout(rolloutId);
  if (!found) return refuse(refusal('no-rollout'));
  const roles = await lookUpRoles(deps, actor, found.rollout);
  const sight = await readSeen(deps, answer);
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const given = toAnswer(actor, answer, { ...roles, ...sight, now });
    const taken = takeGoLive(state, given);
    if (!taken.ok) return taken;
    const facts = { comment, as: given.isApprover ? 'approver' : 'deputy', ...sight };
    const what = decision === 'approved' ? 'go-live-approved' : 'go-live-refused';
    const events = [actEvent(state.rollout, { actor, what, now, facts })];
    return accept({ state: { ...state, rollout: taken.value }, events, value: null });
  });
  if (done.ok) return accept(view(deps, done.value.state));
  const codes = done.refusals.map(({ code }) => code);
  await auditRefusal(deps, { actor, what: 'go-live-answer-refused', rolloutId, codes });
  if (codes.includes('requester-lost-role')) await stopUnbacked(deps, rolloutId);
  return codes.includes('already-decided') ? showGoLive(deps, rolloutId) : done;
}

async function review(
  deps: CommandDeps,
  actor: Actor,
  ask: Omit<Sight, 'hash' | 'rolloutId'> & { readonly text: string; readonly rolloutId: string | undefined },
): Promise<Result<ReviewView>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const text = ask.text.trim();
  if (text === '') return refuse(refusal('reason-missing'));
  const rolloutId = await findReview(deps, ask.rolloutId);
  if (rolloutId === undefined) return refuse(refusal('no-review'));
  const sight = await readSeen(deps, { ...ask, rolloutId, hash: '' });
  const approvers = await deps.directory.listRole('approver');
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const { rollout } = state;
    const started = state.targets.some(({ attempts }) => attempts.length > 0);
    if (rollout.review) return accept({ state, events: [], value: null });
    if (!isReviewOwed(rollout, started)) return refuse(refusal('no-review'));
    const why = explainNoReviewer(rollout, actor, approvers);
    if (why) return refuse(why);
    const next = { ...rollout, review: { by: actor, at: now, text, ...sight } };
    const events = [actEvent(rollout, { actor, what: 'emergency-reviewed', now, facts: { text, ...sight } })];
    return accept({ state: { ...state, rollout: next }, events, value: null });
  });
  if (done.ok) return accept(viewReview(done.value.state, deps.tenantName));
  const codes = done.refusals.map(({ code }) => code);
  await auditRefusal(deps, { actor, what: 'review-refused', rolloutId, codes });
  return done;
}

/** The rollout that is named, else the newest that owes a review. */
async function findReview({ store }: CommandDeps, rolloutId: string | undefined): Promise<string | undefined> {
  if (rolloutId !== undefined) return rolloutId;
  return (await store.listRollouts()).find(({ reviewOwed }) => reviewOwed)?.rolloutId;
}
