import type { Actor } from '../domain/actor.ts';
import { takeAnswer } from '../domain/approval.ts';
import type { Answer } from '../domain/approval.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import { comparePlans } from '../domain/view-plan.ts';
import type { ApprovalView } from '../domain/views-plan.ts';
import { advance } from './advance.ts';
import type { ApprovalCommands, GivenAnswer } from './commands-approval-api.ts';
import { actEvent, auditRefusal, requireReader, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { checkBacking, isStillBacked, stopUnbacked } from './requester-role.ts';
import { readSeen } from './seen.ts';
import type { Seen } from './seen.ts';
import { showApproval } from './show-approval.ts';

type Deciding = Pick<ApprovalCommands, 'decide' | 'startNow' | 'viewApproval'>;

/** What people answer to a plan that was sent to them. */
export function createDecideCommands(deps: CommandDeps): Deciding {
  return {
    decide: (actor, answer) => decide(deps, actor, answer),
    startNow: (actor, rolloutId) => startNow(deps, actor, rolloutId),
    async viewApproval(actor, rolloutId) {
      const role = await requireReader(deps, actor);
      if (!role.ok) return role;
      const state = await deps.store.readRollout(rolloutId);
      return state ? accept(await show(deps, actor, state)) : refuse(refusal('no-rollout'));
    },
  };
}

function show(deps: CommandDeps, actor: Actor, state: RolloutState): Promise<ApprovalView> {
  return showApproval(deps, state, { reader: { personId: actor.id } });
}

/** What the directory says of everybody concerned, at this moment; nothing of it is kept. */
export async function lookUpRoles(
  deps: CommandDeps,
  actor: Actor,
  rollout: Rollout,
): Promise<Pick<Answer, 'isApprover' | 'isDeputy' | 'requesterIsAdmin'>> {
  const isApprover = await deps.directory.hasRole(actor.id, 'approver');
  const isDeputy = !isApprover && (await deps.directory.hasRole(actor.id, 'deputy'));
  return { isApprover, isDeputy, requesterIsAdmin: await isStillBacked(deps, rollout) };
}

async function decide(deps: CommandDeps, actor: Actor, answer: GivenAnswer): Promise<Result<ApprovalView>> {
  const { rolloutId } = answer;
  const found = await deps.store.readRollout(rolloutId);
  if (!found) return refuse(refusal('no-rollout'));
  const roles = await lookUpRoles(deps, actor, found.rollout);
  const sight = await readSeen(deps, answer);
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const given = toAnswer(actor, answer, { ...roles, ...sight, now });
    const taken = takeAnswer(state, given);
    if (!taken.ok) return taken;
    const events = describeVote(state.rollout, taken.value, given);
    return accept({ state: { ...state, rollout: taken.value }, events, value: null });
  });
  if (done.ok) return accept(await show(deps, actor, done.value.state));
  return answerRefused(deps, { actor, answer, codes: done.refusals.map((why) => why.code), refused: done });
}

export function toAnswer(
  by: Actor,
  { hash, decision, comment }: GivenAnswer,
  rest: Pick<Answer, 'isApprover' | 'isDeputy' | 'requesterIsAdmin' | 'now'> & Seen,
): Answer {
  return { by, hash, decision, comment, ...rest };
}

/** A second yes of the same person changes nothing, and is written nowhere. */
function describeVote(before: Rollout, after: Rollout, given: Answer): readonly AuditEvent[] {
  if (after === before) return [];
  const { by: actor, now, comment, seen = '', seenAs = '', decision, isApprover } = given;
  const said = after.approval ? 'plan-approved' : 'plan-voted';
  const as = isApprover ? 'approver' : 'deputy';
  const facts = { comment, late: after.lateStart === 'asked', as, seen, seenAs };
  return [actEvent(before, { actor, what: decision === 'approved' ? said : 'plan-rejected', now, facts })];
}

/** A click that came second, or too late for its plan, is answered with the card as it stands; everything else with the reason. */
async function answerRefused(
  deps: CommandDeps,
  ask: { actor: Actor; answer: GivenAnswer; codes: readonly string[]; refused: Result<never> },
): Promise<Result<ApprovalView>> {
  const { actor, answer, codes } = ask;
  const { rolloutId, hash } = answer;
  await auditRefusal(deps, { actor, what: 'approval-refused', rolloutId, codes });
  if (codes.includes('requester-lost-role')) await stopUnbacked(deps, rolloutId);
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return refuse(refusal('no-rollout'));
  if (codes.some((code) => SHOWN.includes(code))) return accept(await show(deps, actor, state));
  if (codes.some((code) => NOT_YOU.includes(code))) return nameOthers(deps, state, ask.refused);
  if (!codes.includes('plan-changed')) return ask.refused;
  const seen = await deps.store.readPlan(rolloutId, hash);
  const differences = seen ? comparePlans(seen, state.rollout.plan) : [];
  return accept(await showApproval(deps, state, { reader: { personId: actor.id }, differences }));
}

/** Refusals of the person, not of the answer: somebody else may give it. */
const NOT_YOU = ['own-approval', 'not-an-approver', 'own-switch'];

/** Who may, besides the no. */
async function nameOthers(
  deps: CommandDeps,
  { rollout }: RolloutState,
  refused: Result<never>,
): Promise<Result<ApprovalView>> {
  const approvers = await deps.directory.listRole('approver');
  const outsiders = [rollout.plan.requestedBy.id, rollout.wantedAgainBy?.id];
  const names = approvers.filter(({ id }) => !outsiders.includes(id)).map(({ name }) => name);
  if (refused.ok || names.length === 0) return refused;
  return refuse(...refused.refusals, refusal('who-may', { names: names.slice(0, MOST_NAMES).join(', ') }));
}

const MOST_NAMES = 10;

/** Refusals after which the card itself says best how things stand. */
const SHOWN = ['already-decided', 'requester-lost-role'];

async function startNow(deps: CommandDeps, actor: Actor, rolloutId: string): Promise<Result<ApprovalView>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const found = await deps.store.readRollout(rolloutId);
  if (!found) return refuse(refusal('no-rollout'));
  if (found.rollout.lateStart === 'asked' && !(await checkBacking(deps, found))) {
    const { name: by } = found.rollout.plan.requestedBy;
    return refuse(refusal('requester-lost-role', { by }));
  }
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const { rollout } = state;
    if (rollout.lateStart !== 'asked') return accept({ state, events: [], value: null });
    const next = { ...rollout, lateStart: 'start-now' as const };
    return accept({
      state: { ...state, rollout: next },
      events: [actEvent(rollout, { actor, what: 'late-start-chosen', now })],
      value: null,
    });
  });
  return done.ok ? accept(await show(deps, actor, done.value.state)) : done;
}
