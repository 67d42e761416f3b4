import { ownsMachine } from './build.ts';
import type { Build } from './build.ts';
import { captureRef, namesOf } from './naming.ts';
import type { ResourceKind, ResourceRef, ResourceSeen } from './resources.ts';

/** One thing to take away, and whether its name alone proves whose it is. */
export interface Doomed {
  readonly ref: ResourceRef;
  /** False for a name that a person chose: then only our tag proves it. */
  readonly isOurName: boolean;
}

/** Everything of the tries at sealing before `round`: copies, their disks and cards, snapshots. */
function listRounds(build: Build, upTo: number): readonly Doomed[] {
  const names = namesOf(build.id);
  const rounds = Array.from({ length: upTo }, (_, index) => index + 1);
  return rounds.flatMap((round) => [
    ours(build, 'machine', names.copy(round)),
    ours(build, 'nic', names.copyNic(round)),
    ours(build, 'disk', names.copyDisk(round)),
    ours(build, 'snapshot', names.snapshot(round)),
  ]);
}

/** All of the tries so far, and the image that one of them may have left: the next try must find none of it. */
export function listSealed(build: Build, upTo: number): readonly Doomed[] {
  return upTo === 0 ? [] : [...listRounds(build, upTo), ...listCaptured(build)];
}

function listCaptured({ request: { place, capture } }: Build): readonly Doomed[] {
  return capture ? [{ ref: captureRef(place, capture), isOurName: false }] : [];
}

/**
 * What a build that is over leaves to be taken away, in an order in which it can be: machines before their disks and cards. The image
 * stays when it was imported; the machine stays when the admin asked for it, or when it was theirs before.
 */
export function listCleanUp(build: Build): readonly Doomed[] {
  const isReady = build.ended?.outcome === 'ready';
  const { request } = build;
  const keepsMachine = isReady && request.keepMachine;
  return [
    ...listRounds(build, build.rounds.length),
    ...(ownsMachine(build) && !keepsMachine ? listMachine(build) : []),
    ...(isReady ? [] : listCaptured(build)),
  ];
}

function listMachine(build: Build): readonly Doomed[] {
  const names = namesOf(build.id);
  return [
    ours(build, 'machine', names.machine),
    ours(build, 'nic', names.machineNic),
    ours(build, 'public-ip', names.machineIp),
    ours(build, 'disk', names.machineDisk),
  ];
}

function ours(build: Build, kind: ResourceKind, name: string): Doomed {
  const { subscriptionId, resourceGroup } = build.request.place;
  return { ref: { kind, subscriptionId, resourceGroup, name }, isOurName: true };
}

/** Only what this build made may go: our tag with this build's id, or no tag of ours on a name that only this build gives. */
export function mayRemove(build: Build, doomed: Doomed, seen: ResourceSeen): boolean {
  return seen.buildId === build.id || (doomed.isOurName && seen.buildId === null);
}
