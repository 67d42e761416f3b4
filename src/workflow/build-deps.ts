import type { Build } from '../domain/build/build.ts';
import type { ResourceRef } from '../domain/build/resources.ts';
import type { AdvanceDeps } from './advance.ts';
import type { CloudPcs, Messenger } from './ports.ts';
import type { DeviceImages, GuestScripts, Prices, Vault, Workshop } from './ports-images.ts';

/** What the work on builds needs. */
export interface BuildDeps extends AdvanceDeps {
  readonly workshop: Workshop;
  readonly deviceImages: DeviceImages;
  readonly cloudPcs: Pick<CloudPcs, 'readCatalogue'>;
  readonly guestScripts: GuestScripts;
  readonly prices: Prices;
  /** Null where none is configured: passwords are then shown in the chat for ten minutes. */
  readonly vault: Vault | null;
  readonly messenger: Messenger;
  /** A password that Windows takes; from the machine's randomness. */
  readonly newPassword: () => string;
  /** Lets time pass, in milliseconds, for what must be waited for in one go. */
  pause(ms: number): Promise<unknown>;
}

/** One look at one build: what it was when the work began, and the only way to change the world for it. */
export interface BuildTurn extends BuildDeps {
  readonly build: Build;
  /**
   * Sends an order to the cloud, if the build still stands where it stood when this work began. A worker that was stopped meanwhile
   * finds that it does not, and sends nothing.
   */
  order(send: () => Promise<void>): Promise<void>;
}

/** The build moved on while this work was under way; the next look begins with what is so now. */
export class BuildMoved extends Error {
  override readonly name = 'BuildMoved';
}

export function openTurn(deps: BuildDeps, build: Build): BuildTurn {
  return {
    ...deps,
    build,
    async order(send) {
      const now = await deps.store.readBuild(build.id);
      if (!now || faceOf(now) !== faceOf(build)) throw new BuildMoved('the build moved on');
      await send();
    },
  };
}

/** Everything that decides which order is the right one now. */
function faceOf({ step, rounds, ended, guest, handover, retryWanted }: Build): string {
  return [
    step,
    rounds.length,
    ended?.at,
    guest?.no,
    handover?.no,
    handover?.state,
    handover?.tries,
    retryWanted,
  ].join();
}

/** A resource of this build by its name. */
export function refOf({ build }: Pick<BuildTurn, 'build'>, kind: ResourceRef['kind'], name: string): ResourceRef {
  const { subscriptionId, resourceGroup } = build.request.place;
  return { kind, subscriptionId, resourceGroup, name };
}

/** The machine that people customise: our own by its name, or theirs by its id. */
export function machineRef(turn: Pick<BuildTurn, 'build'>, ownName: string): ResourceRef {
  const { source } = turn.build.request;
  return source.kind === 'machine' ? parseMachineId(source.machineId) : refOf(turn, 'machine', ownName);
}

/** Azure's ids are paths: /subscriptions/…/resourceGroups/…/…/name. */
function parseMachineId(id: string): ResourceRef {
  const parts = id.split('/');
  return { kind: 'machine', subscriptionId: parts[2] ?? '', resourceGroup: parts[4] ?? '', name: parts[8] ?? '' };
}
