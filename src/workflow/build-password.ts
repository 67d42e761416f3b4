import type { Build, Handover } from '../domain/build/build.ts';
import { namesOf } from '../domain/build/naming.ts';
import type { ResourceRef } from '../domain/build/resources.ts';
import { accept, refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { advanceBuild } from './build-advance.ts';
import { BuildMoved, openTurn } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';

/** Looks at the script that sets it, with a pause between them: the password lives in this function's memory and nowhere else. */
const LOOKS = 24;
const PAUSE_MS = 5_000;
const SCRIPT_MINUTES = 10;

interface Setting {
  readonly ref: ResourceRef;
  readonly handover: Handover;
  readonly password: string;
}

/** Sets the password inside the machine. Each try has a name that is written down first, so that none is taken for another or left. */
export async function setPassword(turn: BuildTurn, setting: Setting): Promise<Refusal | undefined> {
  const { ref, handover } = setting;
  const machine = await turn.workshop.lookAtMachine(ref);
  if (machine.power !== 'running') return refusal('machine-off', { name: ref.name });
  const counted = await countTry(turn, handover);
  const names = listPasswordScripts(counted.build);
  // An older script that is still on its way would set another password after this one: removing it ends it.
  for (const old of names.slice(0, -1)) await turn.workshop.removeGuest(ref, old);
  const name = names.at(-1) ?? '';
  await counted.order(() =>
    turn.workshop.startGuest(ref, {
      name,
      region: machine.region,
      script: turn.guestScripts.read('set-password'),
      parameters: { user: machine.adminName ?? '' },
      secretParameters: { password: setting.password },
      timeoutMinutes: SCRIPT_MINUTES,
      detached: false,
    }),
  );
  const isSet = await waitForScript(turn, ref, name);
  await turn.workshop.removeGuest(ref, name);
  return isSet ? undefined : refusal('guest-failed', { exitCode: 1 });
}

/** Names of every script that was sent for the present password. */
export function listPasswordScripts({ id, handover }: Build): readonly string[] {
  if (handover === null) return [];
  return Array.from({ length: handover.tries }, (_, index) => namesOf(id).password(handover.no, index + 1));
}

async function countTry(turn: BuildTurn, handover: Handover): Promise<BuildTurn> {
  const counted = await advanceBuild(turn, turn.build.id, (build) => {
    const now = build.handover;
    if (now?.no !== handover.no || now.state !== 'asked') return accept({ build });
    return accept({ build: { ...build, handover: { ...now, tries: now.tries + 1 } } });
  });
  if (!counted.ok || counted.value.handover?.no !== handover.no || counted.value.handover.state !== 'asked')
    throw new BuildMoved('the password was asked for anew');
  return openTurn(turn, counted.value);
}

async function waitForScript(turn: BuildTurn, ref: ResourceRef, name: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await turn.workshop.lookAtGuest(ref, name);
    if (seen.state !== 'running' && seen.state !== 'absent')
      return seen.state === 'succeeded' && (seen.exitCode ?? 0) === 0;
    await turn.pause(PAUSE_MS);
  }
  return false;
}
