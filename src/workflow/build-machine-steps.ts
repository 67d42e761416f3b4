import { ownsMachine } from '../domain/build/build.ts';
import type { MachineSeen } from '../domain/build/build.ts';
import { namesOf } from '../domain/build/naming.ts';
import { listSealed } from '../domain/build/clean-up.ts';
import { azureRefused } from '../domain/build/record.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { routeOf } from '../domain/build/request.ts';
import type { MachineState } from '../domain/build/resources.ts';
import { refusal } from '../domain/refusal.ts';
import { machineRef, refOf } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';
import { removeAll } from './build-removal.ts';

/** The account on machines that Repave makes. */
export const USER_NAME = 'imagebuilder';

/** Makes the machine, or sees how far it is. Done when it runs and its agent answers: only then can anything be done inside. */
export async function createMachine(turn: BuildTurn): Promise<StepSeen> {
  const { build, workshop } = turn;
  const names = namesOf(build.id);
  const ref = refOf(turn, 'machine', names.machine);
  const seen = await workshop.lookAtMachine(ref);
  if (seen.state === 'failed') return mendFailed(turn, seen, 'create the machine');
  if (seen.state === 'absent') {
    await turn.order(() => orderMachine(turn));
    return { kind: 'going', learnt: { retryWanted: false } };
  }
  if (seen.buildId !== build.id) return { kind: 'stopped', why: refusal('not-ours', { name: seen.name }) };
  if (seen.state === 'working' || seen.power !== 'running' || !seen.agentReady) return { kind: 'going' };
  const hourlyPrice = await turn.prices.hourly(seen.size, seen.region);
  return { kind: 'done', learnt: { machine: await describeMachine(turn, seen), hourlyPrice } };
}

/** What failed stays as it is, for people to look at, until somebody says "try again": then it is removed and made anew. */
async function mendFailed(turn: BuildTurn, seen: MachineState, attempted: string): Promise<StepSeen> {
  const why = azureRefused(seen.detail || 'Failed', attempted);
  if (!turn.build.retryWanted || seen.buildId !== turn.build.id) return { kind: 'stopped', why };
  await turn.order(() => turn.workshop.remove(refOf(turn, 'machine', seen.name)));
  return { kind: 'going' };
}

async function orderMachine({ build, workshop, newPassword }: BuildTurn): Promise<void> {
  const { source, place, machine } = build.request;
  if (source.kind !== 'marketplace' || machine === null) throw new Error('this build makes no machine');
  const names = namesOf(build.id);
  await workshop.createMachine({
    place,
    name: names.machine,
    buildId: build.id,
    source,
    spec: machine,
    diskName: names.machineDisk,
    nicName: names.machineNic,
    ipName: names.machineIp,
    securityType: securityOf(build),
    userName: USER_NAME,
    // Nobody ever learns this one: whoever wants to sign in asks for a fresh password.
    password: newPassword(),
  });
}

export function securityOf(build: BuildTurn['build']): 'Standard' | 'TrustedLaunch' {
  return routeOf(build.request) === 'gallery' ? 'TrustedLaunch' : 'Standard';
}

export async function describeMachine(turn: BuildTurn, seen: MachineState): Promise<MachineSeen> {
  const addresses = await turn.workshop.readAddresses(seen);
  return {
    ...addresses,
    id: seen.id,
    name: seen.name,
    region: seen.region,
    size: seen.size,
    osDiskId: seen.osDiskId,
    userName: seen.adminName,
    power: seen.power,
    generation: seen.generation,
    securityType: seen.securityType,
  };
}

/** Our own machine is switched off before its disk is copied: nothing is half written, and nothing is paid for. */
export async function stopMachine(turn: BuildTurn): Promise<StepSeen> {
  const isClear = await removeAll(turn, listSealed(turn.build, turn.build.rounds.length - 1));
  if (!ownsMachine(turn.build)) return isClear ? { kind: 'done' } : { kind: 'going' };
  const ref = machineRef(turn, namesOf(turn.build.id).machine);
  const seen = await turn.workshop.lookAtMachine(ref);
  if (seen.state === 'absent') return { kind: 'stopped', why: refusal('machine-gone', { name: ref.name }) };
  if (seen.power === 'deallocated') return isClear ? { kind: 'done' } : { kind: 'going' };
  if (seen.power !== 'deallocating') await turn.order(() => turn.workshop.deallocate(ref));
  return { kind: 'going' };
}

/** Back to the machine: the copies go, and our own machine is switched on again. */
export async function startMachine(turn: BuildTurn): Promise<StepSeen> {
  const isClear = await removeAll(turn, listSealed(turn.build, turn.build.rounds.length));
  const ref = machineRef(turn, namesOf(turn.build.id).machine);
  const seen = await turn.workshop.lookAtMachine(ref);
  if (seen.state === 'absent') return { kind: 'stopped', why: refusal('machine-gone', { name: ref.name }) };
  if (ownsMachine(turn.build) && !(seen.power === 'running' && seen.agentReady)) {
    const canStart = ['stopped', 'deallocated', 'unknown'].includes(seen.power);
    if (canStart) await turn.order(() => turn.workshop.startMachine(ref));
    return { kind: 'going' };
  }
  return isClear ? { kind: 'done', learnt: { machine: await describeMachine(turn, seen) } } : { kind: 'going' };
}
