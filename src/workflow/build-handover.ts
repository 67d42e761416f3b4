import type { Build, Handover } from '../domain/build/build.ts';
import { namesOf } from '../domain/build/naming.ts';
import { accept, refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { minutesBetween, plusMinutes } from '../domain/time.ts';
import type { PasswordView } from '../domain/build/views.ts';
import { advanceBuild } from './build-advance.ts';
import { machineRef } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';

/** A password is shown for this long. */
const SHOWN_MINUTES = 10;
/** Looks at the script that sets it, with a pause between them: the password lives in this function's memory and nowhere else. */
const LOOKS = 24;
const PAUSE_MS = 5_000;
const SCRIPT_MINUTES = 10;
/** An order that could not be carried out for this long is dropped: the person can ask again. */
const GIVE_UP_MINUTES = 15;

/**
 * Hands a fresh password over. The card comes first, without it; where the card stands is written down before anything secret is shown on
 * it, so that whatever happens afterwards, the password is taken away in time. A restart in the middle makes another password.
 */
export async function handOver(turn: BuildTurn, handover: Handover): Promise<void> {
  if (handover.state === 'shown') return takeAway(turn, handover);
  if (handover.state !== 'asked') return;
  const ref = handover.ref ?? (await sendCard(turn, handover));
  if (ref === null) return settle(turn, handover, { state: 'failed' });
  const placed = { ...handover, ref };
  const password = turn.newPassword();
  const problem = isTooOld(turn, handover)
    ? refusal('guest-timed-out', { kind: 'password' })
    : await setPassword(turn, handover, password);
  if (problem) return fail(turn, placed, problem);
  await (turn.vault ? putIntoVault(turn, placed, password) : showFor(turn, placed, password));
}

function isTooOld(turn: BuildTurn, { askedAt }: Handover): boolean {
  return minutesBetween(askedAt, turn.clock.now()) > GIVE_UP_MINUTES;
}

async function fail(turn: BuildTurn, handover: Handover, why: Refusal): Promise<void> {
  await settle(turn, handover, { state: 'failed', ref: handover.ref });
  await show(turn, handover, { state: 'failed', why });
}

/** First it is written down until when, then it is shown: a crash in between shows nothing and takes the card away all the same. */
async function showFor(turn: BuildTurn, handover: Handover, password: string): Promise<void> {
  const removeAt = plusMinutes(turn.clock.now(), SHOWN_MINUTES);
  await settle(turn, handover, { state: 'shown', ref: handover.ref, removeAt });
  const { machine } = turn.build;
  const address = machine?.publicIp ?? machine?.privateIp ?? null;
  await show(turn, handover, { state: 'shown', userName: machine?.userName ?? '', password, address, removeAt });
}

async function sendCard(turn: BuildTurn, handover: Handover): Promise<Handover['ref']> {
  const delivery = await turn.messenger.send(toAsker(handover), viewOf(turn.build, { state: 'coming' }));
  if (delivery.outcome === 'unreachable') return null;
  await settle(turn, handover, { state: 'asked', ref: delivery.ref });
  return delivery.ref;
}

async function setPassword(turn: BuildTurn, handover: Handover, password: string): Promise<Refusal | undefined> {
  const { build, workshop, guestScripts } = turn;
  const ref = machineRef(turn, namesOf(build.id).machine);
  const machine = await workshop.lookAtMachine(ref);
  if (machine.power !== 'running') return refusal('machine-off', { name: ref.name });
  // Another name for each try: an older script with another password must not be taken for this one.
  const name = `repave-pw-${handover.no}-${Date.parse(turn.clock.now()) % 1_000_000}`;
  await turn.order(() =>
    workshop.startGuest(ref, {
      name,
      region: machine.region,
      script: guestScripts.read('set-password'),
      parameters: { user: machine.adminName ?? '' },
      secretParameters: { password },
      timeoutMinutes: SCRIPT_MINUTES,
      detached: false,
    }),
  );
  const isSet = await waitForScript(turn, { ref, name });
  await workshop.removeGuest(ref, name);
  return isSet ? undefined : refusal('guest-failed', { exitCode: 1 });
}

async function waitForScript(
  turn: BuildTurn,
  script: { readonly ref: ReturnType<typeof machineRef>; readonly name: string },
): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await turn.workshop.lookAtGuest(script.ref, script.name);
    if (seen.state !== 'running' && seen.state !== 'absent')
      return seen.state === 'succeeded' && (seen.exitCode ?? 0) === 0;
    await turn.pause(PAUSE_MS);
  }
  return false;
}

async function putIntoVault(turn: BuildTurn, handover: Handover, password: string): Promise<void> {
  const { machine } = turn.build;
  const secretName = `${machine?.name ?? turn.build.id}-password`;
  const put = await turn.vault?.put(secretName, password);
  await settle(turn, handover, { state: 'removed', ref: handover.ref, vaultName: secretName });
  await show(turn, handover, {
    state: 'in-vault',
    userName: machine?.userName ?? '',
    where: put?.where ?? '',
    secretName,
  });
}

/** The time is over, or the person has it: the card says so, and the password is gone from the chat. */
async function takeAway(turn: BuildTurn, handover: Handover): Promise<void> {
  const { removeAt } = handover;
  const now = turn.clock.now();
  if (removeAt !== null && Date.parse(now) < Date.parse(removeAt)) return;
  const how = removeAt !== null && handover.readAt !== null ? 'read' : 'time';
  await show(turn, handover, { state: 'removed', how });
  await settle(turn, handover, { state: 'removed', ref: handover.ref });
}

async function settle(
  turn: BuildTurn,
  handover: Handover,
  change: Partial<Handover> & Pick<Handover, 'state'>,
): Promise<void> {
  await advanceBuild(turn, turn.build.id, (build) =>
    build.handover?.no === handover.no
      ? accept({ build: { ...build, handover: { ...build.handover, ...change } } })
      : accept({ build }),
  );
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
