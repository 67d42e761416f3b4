import { captureRef, namesOf } from '../domain/build/naming.ts';
import { azureRefused, judgeBuild, listStops, mergeFacts } from '../domain/build/record.ts';
import type { StepSeen } from '../domain/build/record.ts';
import type { ResourceRef, ResourceSeen } from '../domain/build/resources.ts';
import { hasStop } from '../domain/build/rule-sets.ts';
import { nameOfCapture } from '../domain/build/view-build.ts';
import { refusal } from '../domain/refusal.ts';
import { refOf } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';
import { securityOf } from './build-machine-steps.ts';

/** Snapshot of the machine's disk; the machine itself is not touched. */
export async function takeSnapshot(turn: BuildTurn): Promise<StepSeen> {
  const { build, workshop } = turn;
  const { machine, request } = build;
  if (machine === null) return { kind: 'stopped', why: refusal('machine-gone', { name: '' }) };
  const name = namesOf(build.id).snapshot(build.rounds.length);
  const seen = await workshop.look(refOf(turn, 'snapshot', name));
  return make(turn, seen, {
    attempted: 'take the snapshot',
    ref: refOf(turn, 'snapshot', name),
    order: () =>
      workshop.createSnapshot({ place: request.place, name, buildId: build.id, sourceDiskId: machine.osDiskId }),
  });
}

/** A disk from the snapshot, then a machine on it. Done when the copy runs and its agent answers. */
export async function makeCopy(turn: BuildTurn): Promise<StepSeen> {
  const { build, workshop } = turn;
  const names = namesOf(build.id);
  const round = build.rounds.length;
  const diskRef = refOf(turn, 'disk', names.copyDisk(round));
  const disk = await workshop.look(diskRef);
  const diskMade = await make(turn, disk, {
    attempted: 'make the disk of the copy',
    ref: diskRef,
    order: () =>
      workshop.createDisk({
        place: build.request.place,
        name: diskRef.name,
        buildId: build.id,
        snapshotId: idOf(turn, 'snapshots', names.snapshot(round)),
      }),
  });
  if (diskMade.kind !== 'done') return diskMade;
  return makeCopyMachine(turn, disk.id);
}

async function makeCopyMachine(turn: BuildTurn, diskId: string): Promise<StepSeen> {
  const { build, workshop } = turn;
  const { machine, request } = build;
  const names = namesOf(build.id);
  const round = build.rounds.length;
  const subnetId = request.machine?.subnetId ?? machine?.subnetId ?? null;
  if (machine === null || subnetId === null) return { kind: 'stopped', why: refusal('subnet-unknown') };
  const ref = refOf(turn, 'machine', names.copy(round));
  const seen = await workshop.lookAtMachine(ref);
  const made = await make(turn, seen, {
    attempted: 'make the copy',
    ref,
    order: () =>
      workshop.createCopyMachine({
        place: request.place,
        name: ref.name,
        buildId: build.id,
        diskId,
        nicName: names.copyNic(round),
        subnetId,
        size: machine.size,
        securityType: securityOf(build),
      }),
  });
  if (made.kind !== 'done') return made;
  return seen.power === 'running' && seen.agentReady ? made : { kind: 'going' };
}

/** The same dance for everything that is made: look, order once, wait, and on failure wait for a person. */
async function make(
  turn: BuildTurn,
  seen: ResourceSeen,
  what: { readonly attempted: string; readonly ref: ResourceRef; readonly order: () => Promise<void> },
): Promise<StepSeen> {
  const { build } = turn;
  if (seen.state === 'absent') {
    await turn.order(what.order);
    return { kind: 'going', learnt: { retryWanted: false } };
  }
  if (seen.buildId !== null && seen.buildId !== build.id)
    return { kind: 'stopped', why: refusal('not-ours', { name: what.ref.name }) };
  if (seen.state === 'working') return { kind: 'going', percent: seen.percent };
  if (seen.state === 'ready') return { kind: 'done' };
  if (!build.retryWanted) return { kind: 'stopped', why: azureRefused(seen.detail || 'Failed', what.attempted) };
  await turn.order(() => turn.workshop.remove(what.ref));
  return { kind: 'going' };
}

function idOf({ build }: BuildTurn, type: string, name: string): string {
  const { subscriptionId, resourceGroup } = build.request.place;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/${type}/${name}`;
}

export async function deallocateCopy(turn: BuildTurn): Promise<StepSeen> {
  const ref = copyRef(turn);
  const seen = await turn.workshop.lookAtMachine(ref);
  if (seen.state === 'absent') return { kind: 'stopped', why: refusal('machine-gone', { name: ref.name }) };
  if (seen.power === 'deallocated') return { kind: 'done' };
  if (seen.power !== 'deallocating') await turn.order(() => turn.workshop.deallocate(ref));
  return { kind: 'going' };
}

/** Marks the copy as generalized. It can never start again after this; the machine it was copied from can. */
export async function generalizeCopy(turn: BuildTurn): Promise<StepSeen> {
  const ref = copyRef(turn);
  const seen = await turn.workshop.lookAtMachine(ref);
  if (seen.state === 'absent') return { kind: 'stopped', why: refusal('machine-gone', { name: ref.name }) };
  if (seen.generalized) return { kind: 'done' };
  await turn.order(() => turn.workshop.generalize(ref));
  return { kind: 'going' };
}

/** Keeps the sealed copy as an image, then holds the image itself against the rules. */
export async function captureCopy(turn: BuildTurn): Promise<StepSeen> {
  const { build, workshop } = turn;
  const { capture, place } = build.request;
  if (capture === null) return { kind: 'done' };
  const seen = await workshop.readCapture(place, capture);
  if (seen.state !== 'absent' && seen.buildId !== build.id)
    return { kind: 'stopped', why: refusal('capture-name-taken', { name: nameOfCapture(capture) }) };
  const copy = copyRef(turn);
  const made = await make(turn, seen, {
    attempted: 'capture the image',
    ref: captureRef(place, capture),
    order: () =>
      workshop.capture({
        place,
        target: capture,
        machineId: idOf(turn, 'virtualMachines', copy.name),
        buildId: build.id,
        generation: build.facts.generation ?? 'V2',
      }),
  });
  return made.kind === 'done' ? judgeCaptured(turn, seen.id) : made;
}

async function judgeCaptured(turn: BuildTurn, id: string): Promise<StepSeen> {
  const { build, clock, workshop } = turn;
  const source = await workshop.readSource({ kind: 'image', imageId: id }, build.request.place);
  const facts = mergeFacts(build.facts, { ...source.facts, paidOffer: build.facts.paidOffer });
  const now = clock.now();
  const findings = judgeBuild(build, facts, { place: 'captured-image', now });
  const learnt = { captured: { id, at: now }, facts, findings, findingsAt: now };
  if (hasStop(findings))
    return { kind: 'stopped', why: refusal('source-refused', { rules: listStops(findings) }), learnt };
  return { kind: 'done', learnt };
}

function copyRef(turn: BuildTurn): ResourceRef {
  return refOf(turn, 'machine', namesOf(turn.build.id).copy(turn.build.rounds.length));
}
