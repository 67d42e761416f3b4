import type { Actor } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { isOver } from '../domain/build/build.ts';
import type { Build } from '../domain/build/build.ts';
import { buildEvent } from '../domain/build/explain.ts';
import type { RuleSetId } from '../domain/build/rules.ts';
import { viewBuild } from '../domain/build/view-build.ts';
import type { BuildView } from '../domain/build/views.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import { advanceBuild } from './build-advance.ts';
import { requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { Failure } from './failure.ts';
import type { DeviceImages, Prices, Workshop } from './ports-images.ts';

export interface BuildCommandDeps extends CommandDeps {
  readonly workshop: Workshop;
  readonly deviceImages: DeviceImages;
  readonly prices: Prices;
  /** Subscriptions that builds may work in; the first is proposed. */
  readonly subscriptionIds: readonly string[];
  /** Proposed for builds; null when none is configured. */
  readonly buildGroup: string | null;
  readonly ruleSet: RuleSetId;
  /** Lets time pass, in milliseconds, while a person waits for lists. */
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Tries of what a person waits for, and the longest pause between two of them, in seconds. */
const TRIES = 3;
const LONGEST_PAUSE = 10;

/** Asks again what a moment of throttling refused: a person's question should not fail for want of a few seconds. */
export async function patiently<T>({ pause }: Pick<BuildCommandDeps, 'pause'>, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const seconds = error instanceof Failure ? error.retryAfterSeconds : null;
      if (seconds === null || seconds > LONGEST_PAUSE || tries === TRIES) throw error;
      await pause(seconds * 1000);
    }
  }
}

/** The build that is meant: the one named, else the only one that is not over, else (none open) the newest. */
export async function resolveBuild(deps: BuildCommandDeps, buildId?: string): Promise<Result<string>> {
  const builds = await deps.store.listBuilds();
  if (buildId !== undefined)
    return builds.some(({ id }) => id === buildId) ? accept(buildId) : refuse(refusal('no-build'));
  const open = builds.filter((build) => !isOver(build));
  if (open.length > 1)
    return refuse(refusal('which-build', { count: open.length, titles: open.map(({ title }) => title).join(', ') }));
  const found = open[0] ?? builds[0];
  return found ? accept(found.id) : refuse(refusal('no-build'));
}

export interface Act {
  readonly actor: Actor;
  readonly buildId: string | undefined;
  /** Name of the act in the audit chain, and facts beside. Never a script's text. */
  readonly what: string;
  readonly facts?: AuditEvent['facts'];
}

/** An admin's act on a build: role, build, the pure change, the audit chain; answers the card as it stands after it. */
export async function actOnBuild(
  deps: BuildCommandDeps,
  act: Act,
  change: (build: Build, now: Instant) => Result<Build>,
): Promise<Result<BuildView>> {
  const allowed = await requireRole(deps, act.actor, 'admin');
  if (!allowed.ok) return allowed;
  const found = await resolveBuild(deps, act.buildId);
  if (!found.ok) return found;
  const done = await advanceBuild(deps, found.value, (build, now) => {
    const changed = change(build, now);
    if (!changed.ok || changed.value === build) return changed.ok ? accept({ build }) : changed;
    const { actor, what, facts = {} } = act;
    return accept({ build: changed.value, events: [buildEvent(build, what, { at: now, actor, facts })] });
  });
  return done.ok ? accept(await showNow(deps, done.value)) : done;
}

export async function showNow(deps: BuildCommandDeps, build: Build): Promise<BuildView> {
  return viewBuild(build, { now: deps.clock.now(), past: await deps.store.readPastTimes(), card: build.cards });
}
