import type { Build, Handover } from '../domain/build/build.ts';
import { ownsMachine } from '../domain/build/build.ts';
import { namesOf } from '../domain/build/naming.ts';
import type { PasswordView } from '../domain/build/views.ts';
import { accept, refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { minutesBetween, plusMinutes } from '../domain/time.ts';
import { advanceBuild } from './build-advance.ts';
import { machineRef } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';
import { setPassword } from './build-password.ts';

/** A password is shown for this long. */
const SHOWN_MINUTES = 10;
/** An order that could not be carried out for this long is dropped: the person can ask again. */
const GIVE_UP_MINUTES = 15;

/**
 * Hands a fresh password over. The card comes first, without it; where the card stands is written down before anything secret is shown on
 * it, so that whatever happens afterwards, the password is taken away in time. A restart in the middle makes another password.
 */
export async function handOver(turn: BuildTurn, handover: Handover): Promise<void> {
  if (handover.state === 'shown') return takeAway(turn, handover);
  if (handover.state !== 'asked') return;
  const placed = await placeCard(turn, handover);
  if (placed === undefined) return;
  const password = turn.newPassword();
  const problem = await trySetting(turn, placed, password);
  if (problem) return failHandover(turn, placed, problem);
  await (turn.vault ? putIntoVault(turn, placed, password) : showFor(turn, placed, password));
}

/** Only machines that Repave made get passwords from it, and an order that has waited too long is dropped. */
async function trySetting(turn: BuildTurn, handover: Handover, password: string): Promise<Refusal | undefined> {
  const ref = machineRef(turn, namesOf(turn.build.id).machine);
  if (!ownsMachine(turn.build)) return refusal('no-user-name');
  if (minutesBetween(handover.askedAt, turn.clock.now()) > GIVE_UP_MINUTES)
    return refusal('guest-timed-out', { kind: 'password' });
  return setPassword(turn, { ref, handover, password });
}

/** The card without a password; undefined when the person cannot be reached, or another worker was faster. */
async function placeCard(turn: BuildTurn, handover: Handover): Promise<Handover | undefined> {
  if (handover.ref !== null) return handover;
  const delivery = await turn.messenger.send(toAsker(handover), viewOf(turn.build, { state: 'coming' }));
  if (delivery.outcome === 'unreachable') {
    await settle(turn, handover, { state: 'failed' });
    return undefined;
  }
  const isOurs = await settle(turn, handover, { ref: delivery.ref });
  return isOurs ? { ...handover, ref: delivery.ref } : undefined;
}

export async function failHandover(turn: BuildTurn, handover: Handover, why: Refusal): Promise<void> {
  if (await settle(turn, handover, { state: 'failed' })) await show(turn, handover, { state: 'failed', why });
}

/**
 * First it is written down until when, then it is shown: a crash in between shows nothing. A worker that was stopped in between finds
 * that its time is over; one that was stopped in the very call clears what it showed too late.
 */
async function showFor(turn: BuildTurn, handover: Handover, password: string): Promise<void> {
  const removeAt = plusMinutes(turn.clock.now(), SHOWN_MINUTES);
  if (!(await settle(turn, handover, { state: 'shown', removeAt }))) return;
  if (!(await isShownNow(turn, handover))) return;
  const { machine } = turn.build;
  const address = machine?.publicIp ?? machine?.privateIp ?? null;
  await show(turn, handover, { state: 'shown', userName: machine?.userName ?? '', password, address, removeAt });
  if (!(await isShownNow(turn, handover))) await show(turn, handover, { state: 'removed', how: 'time' });
}

async function isShownNow({ store, clock, build }: BuildTurn, { no, ref }: Handover): Promise<boolean> {
  const now = (await store.readBuild(build.id))?.handover;
  if (now?.no !== no || now.state !== 'shown' || now.removeAt === null) return false;
  return now.ref?.activityId === ref?.activityId && Date.parse(clock.now()) < Date.parse(now.removeAt);
}

async function putIntoVault(turn: BuildTurn, handover: Handover, password: string): Promise<void> {
  const { machine } = turn.build;
  const secretName = `${machine?.name ?? turn.build.id}-password`;
  const put = await turn.vault?.put(secretName, password);
  await settle(turn, handover, { state: 'removed', vaultName: secretName });
  const userName = machine?.userName ?? '';
  await show(turn, handover, { state: 'in-vault', userName, where: put?.where ?? '', secretName });
}

/** The time is over, or the person has it: the card says so, and the password is gone from the chat. */
async function takeAway(turn: BuildTurn, handover: Handover): Promise<void> {
  const { removeAt } = handover;
  if (removeAt !== null && Date.parse(turn.clock.now()) < Date.parse(removeAt)) return;
  await show(turn, handover, { state: 'removed', how: handover.readAt === null ? 'time' : 'read' });
  await settle(turn, handover, { state: 'removed' });
}

/** Writes down what became of it, if it still stands where this work found it; answers whether it did. */
async function settle(turn: BuildTurn, handover: Handover, change: Partial<Handover>): Promise<boolean> {
  let isOurs = false;
  await advanceBuild(turn, turn.build.id, (build) => {
    const now = build.handover;
    isOurs = now?.no === handover.no && now.state === handover.state && isSamePlace(now, handover);
    return accept({ build: isOurs && now ? { ...build, handover: { ...now, ...change } } : build });
  });
  return isOurs;
}

function isSamePlace(a: Handover, b: Handover): boolean {
  return a.ref?.activityId === b.ref?.activityId;
}

type State<V> = V extends PasswordView ? Omit<V, 'kind' | 'buildId' | 'machineName'> : never;

async function show(turn: BuildTurn, handover: Handover, state: State<PasswordView>): Promise<void> {
  if (handover.ref === null) return;
  await turn.messenger.update(handover.ref, viewOf(turn.build, state), toAsker(handover));
}

function viewOf(build: Build, state: State<PasswordView>): PasswordView {
  return { kind: 'password', buildId: build.id, machineName: build.machine?.name ?? '', ...state } as PasswordView;
}

function toAsker({ askedBy }: Handover) {
  return { kind: 'person', personId: askedBy.id } as const;
}
