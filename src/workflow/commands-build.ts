import { hashOf } from '../domain/hash.ts';
import {
  askGuest,
  askImport,
  askPassword,
  askRemovePackages,
  askRemoveRecovery,
  askScript,
  askSeal,
  giveUp,
  goBack,
  removePassword,
  seal,
  tryAgain,
} from '../domain/build/acts.ts';
import { isOver } from '../domain/build/build.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import { showBuild } from './build-advance.ts';
import type { BuildCommands } from './commands-build-api.ts';
import { actOnBuild, resolveBuild, showNow } from './commands-build-deps.ts';
import type { BuildCommandDeps } from './commands-build-deps.ts';
import { requireRole } from './commands-deps.ts';

type Own =
  | 'viewBuild'
  | 'watchBuild'
  | 'listBuilds'
  | 'inspect'
  | 'runScript'
  | 'removePackages'
  | 'removeRecovery'
  | 'customised'
  | 'seal'
  | 'backToMachine'
  | 'retryBuild'
  | 'importImage'
  | 'giveUp'
  | 'askPassword'
  | 'removePassword';

/** Everything that is done to a build that has begun. */
export function createBuildActs(deps: BuildCommandDeps): Pick<BuildCommands, Own> {
  return {
    ...createReads(deps),
    ...createGuestActs(deps),
    ...createRoadActs(deps),
    askPassword: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-password-asked' }, (build, now) =>
        askPassword(build, { actor, now }),
      ),
    removePassword: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-password-read' }, (build, now) =>
        removePassword(build, { actor, now }),
      ),
  };
}

function createReads(deps: BuildCommandDeps): Pick<BuildCommands, 'viewBuild' | 'watchBuild' | 'listBuilds'> {
  return {
    async viewBuild(actor, buildId) {
      const allowed = await requireRole(deps, actor, 'admin');
      if (!allowed.ok) return allowed;
      const found = await resolveBuild(deps, buildId);
      const build = found.ok ? await deps.store.readBuild(found.value) : undefined;
      if (!found.ok) return found;
      return build ? accept(await showNow(deps, build)) : refuse(refusal('no-build'));
    },
    watchBuild: (actor, buildId) => watchBuild(deps, actor, buildId),
    async listBuilds(actor) {
      const allowed = await requireRole(deps, actor, 'admin');
      if (!allowed.ok) return allowed;
      const builds = await deps.store.listBuilds();
      return accept(
        builds.map((build) => ({
          buildId: build.id,
          title: build.title,
          step: build.step,
          startedBy: build.startedBy.name,
          isOver: isOver(build),
        })),
      );
    },
  };
}

/** A card at the end of the actor's own chat, for them and for whoever watches already. */
async function watchBuild(
  deps: BuildCommandDeps,
  actor: Parameters<BuildCommands['watchBuild']>[0],
  buildId?: string,
): ReturnType<BuildCommands['watchBuild']> {
  const allowed = await requireRole(deps, actor, 'admin');
  if (!allowed.ok) return allowed;
  const found = await resolveBuild(deps, buildId);
  if (!found.ok) return found;
  const build = await deps.store.transact(async (tx) => {
    const locked = await tx.lockBuild(found.value);
    if (!locked) return undefined;
    const watchers = [...new Set([...locked.watchers, actor.id])];
    const watched = { ...locked, watchers, cards: locked.cards + 1 };
    await tx.saveBuild(watched, deps.clock.now());
    await showBuild(tx, watched, deps.clock.now());
    return watched;
  });
  return build ? accept(await showNow(deps, build)) : refuse(refusal('no-build'));
}

function createGuestActs(
  deps: BuildCommandDeps,
): Pick<BuildCommands, 'inspect' | 'runScript' | 'removePackages' | 'removeRecovery'> {
  return {
    inspect: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-inspect-asked' }, (build, now) =>
        askGuest(build, { kind: 'inspect', text: '' }, { actor, now }),
      ),
    // A script may hold what nobody should read later: the chain keeps its length and hash.
    runScript: (actor, buildId, script) =>
      actOnBuild(
        deps,
        {
          actor,
          buildId,
          what: 'build-script-asked',
          facts: { length: script.trim().length, sha256: hashOf(script.trim()) },
        },
        (build, now) => askScript(build, script, { actor, now }),
      ),
    removePackages: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-packages-removal-asked' }, (build, now) =>
        askRemovePackages(build, { actor, now }),
      ),
    removeRecovery: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-recovery-removal-asked' }, (build, now) =>
        askRemoveRecovery(build, { actor, now }),
      ),
  };
}

function createRoadActs(
  deps: BuildCommandDeps,
): Pick<BuildCommands, 'customised' | 'seal' | 'backToMachine' | 'retryBuild' | 'importImage' | 'giveUp'> {
  return {
    customised: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-customised' }, (build, now) => askSeal(build, { actor, now })),
    seal: (actor, { buildId, revision }) =>
      actOnBuild(deps, { actor, buildId, what: 'build-sealed', facts: { revision } }, (build, now) =>
        seal(build, revision, { actor, now }),
      ),
    backToMachine: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-back' }, (build, now) => goBack(build, { actor, now })),
    retryBuild: (actor, buildId) =>
      actOnBuild(deps, { actor, buildId, what: 'build-retry' }, (build, now) => tryAgain(build, { actor, now })),
    importImage: (actor, { buildId, ...ask }) =>
      actOnBuild(
        deps,
        {
          actor,
          buildId,
          what: 'image-import-asked',
          facts: { name: ask.name, version: ask.version, acceptUnknown: ask.acceptUnknown },
        },
        (build, now) => askImport(build, ask, { actor, now }),
      ),
    giveUp: (actor, { buildId, reason }) =>
      actOnBuild(
        deps,
        { actor, buildId, what: 'build-given-up', facts: { reason: reason.trim().slice(0, 500) } },
        (build, now) => giveUp(build, reason, { actor, now }),
      ),
  };
}
