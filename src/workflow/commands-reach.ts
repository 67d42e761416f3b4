import type { Actor } from '../domain/actor.ts';
import { wantReach } from '../domain/reach-news.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import { viewReach } from '../domain/view-reach.ts';
import type { ReachView } from '../domain/view-reach.ts';
import { advance } from './advance.ts';
import { actEvent, requireReader, requireRole, resolveRollout } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { ReachCommands } from './commands-reach-api.ts';

/** Who of a rollout was told. The retry only marks who is to be tried; the job of the next moment does it. */
export function createReachCommands(deps: CommandDeps): ReachCommands {
  return {
    viewReach: (actor, rolloutId) => view(deps, actor, rolloutId),
    retryReach: (actor, rolloutId) => retry(deps, actor, rolloutId),
  };
}

async function view(deps: CommandDeps, actor: Actor, named?: string): Promise<Result<ReachView>> {
  const role = await requireReader(deps, actor);
  if (!role.ok) return role;
  const found = await resolveRollout(deps, named);
  if (!found.ok) return found;
  const state = await deps.store.readRollout(found.value);
  if (!state) return refuse(refusal('no-rollout'));
  return accept(viewReach(state, await deps.store.listLedger(found.value), deps.clock.now()));
}

async function retry(deps: CommandDeps, actor: Actor, named?: string): Promise<Result<{ readonly people: number }>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const found = await resolveRollout(deps, named);
  if (!found.ok) return found;
  const done = await advance<number>(deps, found.value, (before, now) => {
    if (!isLive(before.rollout)) return refuse(refusal('rollout-ended'));
    const { state, count } = wantReach(before, now);
    const event = actEvent(before.rollout, { actor, what: 'reach-retried', now, facts: { people: count } });
    return accept({ state, events: count > 0 ? [event] : [], value: count });
  });
  return done.ok ? accept({ people: done.value.value }) : done;
}
