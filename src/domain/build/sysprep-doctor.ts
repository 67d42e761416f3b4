import { cleanText } from './guest-block.ts';
import { SYSPREP_CAUSES } from './sysprep-causes.ts';
import { isPackageName } from './untrusted.ts';

/** What the sysprep doctor says about logs of a failed sysprep. */
export interface Diagnosis {
  /** Stable code of the cause: one of `DIAGNOSIS_CODES`. */
  readonly code: string;
  /** Package, service or value that is named in the log; '' when none is. */
  readonly subject: string;
  readonly user: string;
  /** Commands that mend it, one a line, to be run on the machine that was copied; empty when there is none. */
  readonly commands: readonly string[];
  /** The lines of the log that say so, at most ten. */
  readonly evidence: readonly string[];
}

/**
 * Every code that the doctor gives. `hang`: no error, and `subject` is the ImageState it stands at; `IMAGE_STATE_COMPLETE` never began,
 * `IMAGE_STATE_UNDEPLOYABLE` died in the middle and only a fresh copy helps. `sealed`: it did not fail. `switched-off`: it was not
 * seen to end, because somebody deallocated the machine. `cut-off`: the part that tells is missing. `unknown`: nothing that is known, and `subject` is the module that failed if the log names one.
 */
export const DIAGNOSIS_CODES = [
  'appx-package',
  ...SYSPREP_CAUSES.map((cause) => cause.code),
  'hang',
  'switched-off',
  'sealed',
  'cut-off',
  'unknown',
] as const;

const MOST_CHARACTERS = 2_000_000;
const MOST_EVIDENCE = 10;
/** Of a log without errors: what was done last. */
const MOST_LAST_LINES = 5;
const LONGEST_LINE = 2_000;
const SHOWN_LENGTH = 240;
const MOST_PACKAGES = 20;

/**
 * Names the cause of a failed sysprep from its logs (setuperr.log, setupact.log, or what `read-logs` prints). Text that is no such log
 * is `unknown`: no guess is made. The newest run in the log counts. Commands hold nothing from the log but package names that are
 * made of harmless characters.
 */
export function diagnose(log: string): Diagnosis {
  const text = cleanText(log.slice(-MOST_CHARACTERS));
  const newest = text.slice(Math.max(0, text.lastIndexOf('Beginning of a new sysprep run')));
  return findCause(newest) ?? findCause(text) ?? judgeState(text) ?? unexplained(text);
}

function findCause(text: string): Diagnosis | null {
  const lines = failingLines(text);
  const packages = findPackages(lines);
  if (packages) return packages;
  const cause = SYSPREP_CAUSES.find(({ signs }) => lines.some((line) => signs.some((sign) => sign.test(line))));
  if (!cause) return null;
  const evidence = lines.filter((line) => cause.signs.some((sign) => sign.test(line)));
  return { ...nothing(cause.code, evidence), subject: cause.subject, commands: cause.commands };
}

/** Lines without those that are mere information; setuperr.log and some collectors name no level, so others all count. */
function failingLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.slice(0, LONGEST_LINE));
  return lines.filter((line) => line.trim() !== '' && !/^[\d: .,T-]*\bInfo\b/.test(line));
}

/** Line of sysprep on a package that one user has (KB 2769827); 0x80073cf2 alone says that there is one, but not which. */
const PACKAGE_LINE = /Package\s+(\S+)\s+was\s+installed\s+for\s+a\s+user,?\s+but\s+not\s+provisioned/i;
const PACKAGE_ERROR = /0x80073cf2\b|dwRet = 0x3cf2\b|RemoveAllApps thread was 0x3cf2\b/i;

function findPackages(lines: readonly string[]): Diagnosis | null {
  const naming = lines.filter((line) => PACKAGE_LINE.test(line));
  const evidence = lines.filter((line) => PACKAGE_LINE.test(line) || PACKAGE_ERROR.test(line));
  if (evidence.length === 0) return null;
  const names = [...new Set(naming.map((line) => PACKAGE_LINE.exec(line)?.[1] ?? ''))].filter(isPackageName);
  const users = lines.filter((line) => names[0] !== undefined && line.includes(names[0])).map(findUser);
  return {
    ...nothing('appx-package', evidence),
    subject: names[0] ?? '',
    user: users.find((user) => user !== '') ?? '',
    commands: names.slice(0, MOST_PACKAGES).flatMap(removePackage),
  };
}

/** The account that a line names, as SID or as "for user NAME". */
function findUser(line: string): string {
  const sid = /\bS-1(?:-\d{1,10}){2,15}\b/.exec(line)?.[0];
  return sid ?? /\bfor user:?\s+'?([A-Za-z0-9._\\$-]{1,80})/i.exec(line)?.[1] ?? '';
}

/** For everybody who has it, and for those to come (KB 2769827 asks for both). */
function removePackage(name: string): readonly string[] {
  const family = name.slice(0, name.indexOf('_'));
  return [
    `Remove-AppxPackage -AllUsers -Package '${name}'`,
    `Get-AppxProvisionedPackage -Online | Where-Object DisplayName -eq '${family}' | Remove-AppxProvisionedPackage -Online`,
  ];
}

/** Without an error in the log, the state that Windows setup stands at tells how far sysprep came. */
function judgeState(text: string): Diagnosis | null {
  const states = /^ImageState: IMAGE_STATE_[A-Z_]{1,50}/m.exec(text) ?? text.match(/IMAGE_STATE_[A-Z_]{1,50}/g);
  const state = states?.at(-1)?.replace('ImageState: ', '');
  if (state === undefined || hasErrors(text)) return null;
  const lines = text.split('\n').filter((line) => line.includes(state) || /\bSYSPRP\b/.test(line));
  const evidence = lines.slice(0, 1).concat(lines.slice(1).slice(-MOST_LAST_LINES));
  if (state === 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE') return { ...nothing('sealed', evidence), subject: state };
  const isHanging = state === 'IMAGE_STATE_COMPLETE' || state === 'IMAGE_STATE_UNDEPLOYABLE';
  return isHanging ? { ...nothing('hang', evidence), subject: state } : null;
}

function hasErrors(text: string): boolean {
  return failingLines(text).some((line) => /\bSYSPRP\b.*(?:fail|error)/i.test(line));
}

function unexplained(text: string): Diagnosis {
  const failures = failingLines(text).filter((line) => /\bSYSPRP\b/.test(line));
  const modules = failures.map((line) => /Failure occurred while executing '([\w.]{1,80})' from/.exec(line)?.[1] ?? '');
  const isCutOff = /^repave:logs:\d+>>\s*$/m.test(text) && !/^<<repave:logs:/m.test(text);
  return {
    ...nothing(isCutOff ? 'cut-off' : 'unknown', failures),
    subject: modules.find((name) => name !== '') ?? '',
  };
}

function nothing(code: string, evidence: readonly string[]): Diagnosis {
  const lines = evidence.slice(0, MOST_EVIDENCE).map((line) => line.trim().slice(0, SHOWN_LENGTH));
  return { code, subject: '', user: '', commands: [], evidence: lines };
}
