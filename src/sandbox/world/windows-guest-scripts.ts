import { WIDGETS_PACKAGE } from './windows-guest-editions.ts';
import type { GuestOutcome, GuestRun, WindowsGuest } from './windows-guest-state.ts';

/** What a person's script has done so far while its lines are read from the top. */
type Progress = {
  readonly output: string[];
  readonly effects: ((guest: WindowsGuest) => void)[];
  seconds: number;
  /** Set when the script ended early. */
  ended?: { readonly exitCode: number; readonly error: string };
};

type Pattern = {
  readonly line: RegExp;
  readonly meet: (progress: Progress, found: RegExpExecArray, guest: WindowsGuest) => void;
};

/**
 * A person's own script. A handful of commands are known and leave traces in this Windows; of the others only the number of lines is
 * told. The rest of a script after `throw` or `exit` does not run.
 */
export function runPersonsScript(guest: WindowsGuest, { script, random }: GuestRun): GuestOutcome {
  const progress: Progress = { output: [], effects: [], seconds: random.int(20, 45) };
  const lines = script.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  for (const line of lines) {
    meetLine(progress, { line, guest });
    if (progress.ended) break;
  }
  const { output, effects, seconds, ended } = progress;
  const text = output.length > 0 ? output : [`simulated Windows: ${lines.length} lines were run`];
  return {
    seconds,
    exitCode: ended?.exitCode ?? 0,
    output: `${text.join('\n')}\n`,
    error: ended?.error ?? '',
    effect: (windows) => effects.forEach((leave) => leave(windows)),
  };
}

function meetLine(progress: Progress, { line, guest }: { line: string; guest: WindowsGuest }): void {
  for (const { line: expression, meet } of PATTERNS) {
    const found = expression.exec(line);
    if (found) return meet(progress, found, guest);
  }
}

/** The first that fits a line wins. */
const PATTERNS: readonly Pattern[] = [
  { line: /^\s*throw\s+['"]?(.*?)['"]?\s*$/i, meet: (progress, found) => end(progress, 1, found[1] ?? '') },
  { line: /^\s*exit\s+(\d+)/i, meet: (progress, found) => end(progress, Number(found[1]), '') },
  { line: /\bStart-Sleep\b.*?(\d+)/i, meet: (progress, found) => void (progress.seconds += Number(found[1])) },
  { line: /\b(\d+)\.\.(\d+)\s*\|/, meet: printMuch },
  { line: /\bfor(?:each)?\s*\(.*?(\d+)\.\.(\d+)/i, meet: printMuch },
  { line: /\bRemove-AppxPackage\b.*?(?:-Package\s+)?['"]?([\w.]+_[\w.]+)/i, meet: removeStorePackage },
  { line: /\bAdd-AppxPackage\s+(?:-(?:Path|Package)\s+)?['"]?([^\s'"]+)/i, meet: addPackage },
  { line: /\bwinget(?:\.exe)?\s+install\s+(?:--id[ =]|-e\s+--id[ =])?['"]?([^\s'"]+)/i, meet: installByWinget },
  { line: /\bEnable-BitLocker\b/i, meet: (progress) => setBitLocker(progress, true) },
  { line: /\bDisable-BitLocker\b/i, meet: (progress) => setBitLocker(progress, false) },
  { line: /\bSet-ReservedStorageState\b.*?Disabled/i, meet: disableReservedStorage },
  { line: /\b(?:Restart-Computer|shutdown\s+\/r)\b/i, meet: restart },
  {
    line: /\b(?:Write-Output|Write-Host|echo)\s+['"]?(.*?)['"]?\s*$/i,
    meet: (progress, found) => print(progress, found[1] ?? ''),
  },
];

function end(progress: Progress, exitCode: number, error: string): void {
  progress.ended = { exitCode, error };
}

function print(progress: Progress, text: string): void {
  progress.output.push(text);
}

const MOST_LINES = 5000;

/** A loop is taken for one that prints each of its numbers. */
function printMuch(progress: Progress, [, from, to]: RegExpExecArray): void {
  const last = Math.min(Number(to), Number(from) + MOST_LINES);
  for (let number = Number(from); number <= last; number += 1) print(progress, `line ${number} of the script`);
}

/** An app for one account; the Store brings the widgets along, and they are what sysprep stumbles over. */
function addPackage(progress: Progress, [, source = '']: RegExpExecArray, guest: WindowsGuest): void {
  const file = source.split(/[\\/]/).at(-1) ?? source;
  const name = file.replace(/\.(msix|appx)(bundle)?$/i, '');
  const fullName = /_/.test(name) ? name : `${name}_1.0.0.0_x64__8wekyb3d8bbwe`;
  install(progress, { fullName: name === '' ? WIDGETS_PACKAGE : fullName, guest });
}

function installByWinget(progress: Progress, [, id = '']: RegExpExecArray, guest: WindowsGuest): void {
  print(progress, `Found ${id}`);
  print(progress, 'Successfully installed');
  install(progress, { fullName: WIDGETS_PACKAGE, guest });
  progress.seconds += 60;
  progress.effects.push((windows) => void (windows.startMenuApps += 1));
}

function install(progress: Progress, { fullName, guest }: { fullName: string; guest: WindowsGuest }): void {
  const user = `${guest.computerName}\\builder`;
  progress.effects.push((windows) => {
    const isThere = windows.userPackages.some((each) => each.fullName === fullName);
    if (!isThere) windows.userPackages.push({ fullName, user });
  });
}

function removeStorePackage(progress: Progress, [, wanted = '']: RegExpExecArray): void {
  const name = wanted.toLowerCase();
  progress.effects.push((windows) => {
    windows.userPackages = windows.userPackages.filter(({ fullName }) => fullName.toLowerCase() !== name);
  });
}

function setBitLocker(progress: Progress, isOn: boolean): void {
  progress.seconds += 90;
  progress.effects.push((windows) => {
    windows.bitlocker = isOn ? { status: 'FullyEncrypted', percent: 100 } : { status: 'FullyDecrypted', percent: 0 };
  });
}

function disableReservedStorage(progress: Progress): void {
  progress.effects.push((windows) => void (windows.reservedStorage = 'disabled'));
}

/** The rest of a script is lost with a restart; what waited for one is done. */
function restart(progress: Progress): void {
  progress.effects.push((windows) => void (windows.pendingReboot = false));
  progress.seconds += 40;
  end(progress, 0, '');
}
