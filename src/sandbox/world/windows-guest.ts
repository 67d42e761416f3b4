import { runPersonsScript } from './windows-guest-scripts.ts';
import { inspectGuest, readLogs, removePackages, removeRecovery, setPassword } from './windows-guest-tasks.ts';
import { runSysprep } from './windows-guest-sysprep.ts';
import type { GuestOutcome, GuestRun, WindowsGuest } from './windows-guest-state.ts';

export { createWindowsGuest } from './windows-guest-editions.ts';
export {
  isGeneralized,
  type GuestOutcome,
  type GuestRun,
  type SysprepFate,
  type WindowsGuest,
} from './windows-guest-state.ts';

type Task = (guest: WindowsGuest, run: GuestRun) => GuestOutcome;

/** Scripts are known by their first line, "# repave:<name> 1", and by what they are given; the rest is never parsed. */
const TASKS: Readonly<Record<string, Task>> = {
  inspect: inspectGuest,
  sysprep: runSysprep,
  'remove-packages': removePackages,
  'remove-recovery': removeRecovery,
  'read-logs': readLogs,
  'set-password': setPassword,
};

/** What would come of running a script as SYSTEM in this Windows now. */
export function runInGuest(guest: WindowsGuest, run: GuestRun): GuestOutcome {
  const name = /^\uFEFF?# repave:([a-z-]+) 1\s*$/m.exec(run.script.split('\n', 1)[0] ?? '')?.[1];
  const task = (name === undefined ? undefined : TASKS[name]) ?? runPersonsScript;
  return task(guest, run);
}
