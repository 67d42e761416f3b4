import { namesOf } from '../domain/build/naming.ts';
import { parseLogs } from '../domain/build/guest-output.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { diagnose } from '../domain/build/sysprep-doctor.ts';
import type { Diagnosis } from '../domain/build/sysprep-doctor.ts';
import { refusal } from '../domain/refusal.ts';
import { minutesBetween } from '../domain/time.ts';
import { refOf } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';

/** Sysprep ends in minutes; when it has not by then, its logs are read, and again from time to time. */
const FIRST_LOG_MINUTES = 12;
const NEXT_LOG_MINUTES = 8;
/** After this long it hangs: 20 to 50 minutes are what other tools wait (facts: Packer, azure-devtestlab, runner-images). */
const HANG_MINUTES = 50;
const SCRIPT_MINUTES = 60;
const LOG_SCRIPT_MINUTES = 10;

/**
 * Sysprep on the copy. The script switches the copy off when, and only when, Windows says that it is generalized; so a copy that is
 * off is the proof. One that stays on has failed or hangs, and its logs say why.
 */
export async function sysprepCopy(turn: BuildTurn): Promise<StepSeen> {
  const { build, workshop, guestScripts } = turn;
  const names = namesOf(build.id);
  const ref = refOf(turn, 'machine', names.copy(build.rounds.length));
  const machine = await workshop.lookAtMachine(ref);
  if (machine.state === 'absent') return { kind: 'stopped', why: refusal('machine-gone', { name: ref.name }) };
  const script = await workshop.lookAtGuest(ref, names.sysprep);
  if (script.state === 'absent') {
    if (machine.power !== 'running') return { kind: 'stopped', why: refusal('machine-off', { name: ref.name }) };
    await turn.order(() =>
      workshop.startGuest(ref, {
        name: names.sysprep,
        region: machine.region,
        script: guestScripts.read('sysprep'),
        parameters: {},
        secretParameters: {},
        timeoutMinutes: SCRIPT_MINUTES,
        detached: true,
      }),
    );
    return { kind: 'going' };
  }
  if (machine.power === 'stopped') return { kind: 'done' };
  // Windows switches off what it has sealed. A copy that is deallocated was switched off by somebody else, sealed or not.
  if (machine.power === 'deallocated')
    return { kind: 'sysprep-failed', diagnosis: { ...HANGING, code: 'switched-off' } };
  if (machine.power !== 'running') return { kind: 'going' };
  return watchSysprep(turn, { ref, region: machine.region });
}

async function watchSysprep(
  turn: BuildTurn,
  copy: { readonly ref: ReturnType<typeof refOf>; readonly region: string },
): Promise<StepSeen> {
  const { build, clock, workshop, guestScripts } = turn;
  const minutes = minutesBetween(build.stepSince, clock.now());
  if (minutes < FIRST_LOG_MINUTES) return { kind: 'going' };
  const isHanging = minutes >= HANG_MINUTES + LOG_SCRIPT_MINUTES;
  const name = `repave-logs-${Math.floor((Math.min(minutes, HANG_MINUTES) - FIRST_LOG_MINUTES) / NEXT_LOG_MINUTES)}`;
  const logs = await workshop.lookAtGuest(copy.ref, name);
  if (logs.state === 'absent' && !isHanging) {
    await turn.order(() =>
      workshop.startGuest(copy.ref, {
        name,
        region: copy.region,
        script: guestScripts.read('read-logs'),
        parameters: {},
        secretParameters: {},
        timeoutMinutes: LOG_SCRIPT_MINUTES,
        detached: false,
      }),
    );
    return { kind: 'going' };
  }
  const diagnosis = logs.state === 'succeeded' ? readDiagnosis(logs.output) : HANGING;
  if (isHanging) return { kind: 'sysprep-failed', diagnosis: diagnosis.code === 'sealed' ? HANGING : diagnosis };
  return logs.state === 'succeeded' && isClear(diagnosis) ? { kind: 'sysprep-failed', diagnosis } : { kind: 'going' };
}

/** What is to be said when the machine itself cannot say anything any more. */
const HANGING: Diagnosis = { code: 'hang', subject: '', user: '', commands: [], evidence: [] };

function readDiagnosis(output: string): Diagnosis {
  const logs = parseLogs(output);
  return diagnose('problem' in logs || logs.isCutOff ? output : logs.text);
}

/** A cause that is named ends the wait. These say nothing final: sysprep may be slow, or about to switch the machine off. */
const OPEN_CODES = ['unknown', 'hang', 'cut-off', 'sealed'];

function isClear({ code }: Diagnosis): boolean {
  return !OPEN_CODES.includes(code);
}
