import type { ProofFinding } from '../src/domain/proof.ts';
import type { NoticeProof } from '../src/domain/views.ts';
import { countOf, escapeText, formatMinutes, formatNumber, formatShort, joinNames } from './format.ts';

/** What a finding says and what its person does about it, as card markdown; people's and devices' words escaped. */
interface FindingWords {
  readonly what: string;
  readonly fix: string;
}

type Word = (facts: ProofFinding['facts']) => FindingWords;

/** Words per code of a finding; a test finds those without. */
export const FINDING_WORDS: Readonly<Record<string, Word>> = {
  'onedrive-signed-out': () => ({
    what: 'OneDrive is signed out',
    fix: 'Open OneDrive on the Cloud PC, sign in with your work account, and wait until it says “up to date”.',
  }),
  'sync-never': () => ({
    what: 'OneDrive has never synced',
    fix: 'Open OneDrive on the Cloud PC, finish its setup, and wait until it says “up to date”.',
  }),
  'sync-stopped': () => ({
    what: 'OneDrive is not running',
    fix: 'Start OneDrive on the Cloud PC and wait until it says “up to date”.',
  }),
  'sync-pending': () => ({
    what: 'some files are not uploaded yet',
    fix: 'Leave OneDrive open on the Cloud PC until it says “up to date”.',
  }),
  'folders-not-backed-up': ({ folders }) => ({
    what: `${wordFolders(String(folders ?? ''))} not backed up to OneDrive`,
    fix: 'In OneDrive choose Settings, Sync and backup, Manage backup, and switch it on.',
  }),
  'files-outside': ({ files, bytes }) => ({
    what: `${countOf(Number(files ?? 0), 'file')} (${wordBytes(Number(bytes ?? 0))}) outside OneDrive`,
    fix: 'Move what you want to keep into OneDrive, and delete the rest. Look into Downloads and on the drive itself.',
  }),
  'app-files': ({ files, names }) => ({
    what: `${countOf(Number(files ?? 0), 'file')} that an app needs${names ? `: ${escapeText(String(names), 200)}` : ''}`,
    fix: 'Ask whoever looks after the app: a licence is often to be given back first. Then remove the file, or have it waived.',
  }),
  'onedrive-unreadable': ({ what }) => ({
    what: `OneDrive could not be looked at${inBrackets(what)}`,
    fix: 'Sign in to the Cloud PC, leave it on for some minutes, then check again.',
  }),
  'scan-incomplete': ({ what }) => ({
    what: `not everything could be looked at${inBrackets(what)}`,
    fix: 'Leave the Cloud PC on and check again. If it stays, ask your admin.',
  }),
  'never-seen': () => ({ what: 'nobody has looked yet', fix: 'There is nothing to do: the look comes by itself.' }),
  'proof-awaited': () => ({ what: 'the look is on its way', fix: 'Leave the Cloud PC on for some minutes.' }),
  'proof-stale': ({ ageMinutes }) => ({
    what: `the last look is too old${ageMinutes === undefined ? '' : ` (${formatMinutes(Number(ageMinutes))})`}`,
    fix: 'Leave the Cloud PC on and check again.',
  }),
  'clock-off': () => ({
    what: 'the clock of the Cloud PC is wrong, so nobody knows when it looked',
    fix: 'Set the time of the Cloud PC to automatic, then check again.',
  }),
  'device-silent': () => ({
    what: 'the Cloud PC does not answer',
    fix: 'Connect to it, leave it on for some minutes, then check again.',
  }),
  'no-device': () => ({
    what: 'the Cloud PC is not known to Intune',
    fix: 'Your admin has to look at it, or waive it.',
  }),
  'script-error': () => ({ what: 'the look failed', fix: 'Check again. If it stays, ask your admin.' }),
  'report-unreadable': () => ({ what: 'the answer cannot be read', fix: 'Check again. If it stays, ask your admin.' }),
  'report-other-schema': () => ({
    what: 'the answer is of another version',
    fix: 'Your admin has to say “proof setup” once more.',
  }),
  'read-refused': () => ({
    what: 'Intune does not let Repave ask',
    fix: 'Your admin has to look at Repave’s permissions.',
  }),
  'not-set-up': () => ({
    what: 'nobody can look: the proof script is not set up',
    fix: 'Your admin has to say “proof setup”, or waive it.',
  }),
};

/** "3 files outside OneDrive": a finding in a few words, also for a code without words. */
export function wordFinding(finding: Pick<ProofFinding, 'code' | 'facts'>): string {
  return FINDING_WORDS[finding.code]?.(finding.facts).what ?? `for a reason of its own (${escapeText(finding.code)})`;
}

/** The state of a person's data in their own notice: a headline, and a line for each thing to do. */
export function wordOwnProof(proof: NoticeProof, zone: string): { readonly title: string; readonly lines: string } {
  const when = proof.at === null ? '' : `, seen ${formatShort(proof.at, zone)}`;
  if (proof.verdict === 'green') {
    const limit = formatMinutes(proof.limitMinutes);
    return { title: `✓ Your data is safe${when}`, lines: `- Your Cloud PC says so itself. It counts for ${limit}` };
  }
  const distinct = [...new Map(proof.findings.map((finding) => [finding.code, finding])).values()];
  const lines = distinct.map((finding) => {
    const words = FINDING_WORDS[finding.code]?.(finding.facts);
    return words ? `- **${capital(words.what)}.** ${words.fix}` : `- ${capital(wordFinding(finding))}`;
  });
  const title = proof.verdict === 'unknown' ? '? Not known yet if your data is safe' : '✕ Your data is not safe yet';
  return { title: `${title}${when}`, lines: lines.join('\n') };
}

/** "seen Tue 24 Nov, 19:00, counts for 24 hours: 3 files outside OneDrive": one person in a list of many. */
export function wordMeasured(
  measured: { readonly at: string | null; readonly findings: readonly ProofFinding[] },
  ask: { readonly zone: string; readonly limitMinutes: number },
): string {
  const what = joinNames(measured.findings.map(wordFinding), 3) || 'nothing to lose';
  return measured.at === null
    ? what
    : `${what}; seen ${formatShort(measured.at, ask.zone)}, counts for ${formatMinutes(ask.limitMinutes)}`;
}

const FOLDER_NAMES: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  documents: 'Documents',
  pictures: 'Pictures',
};

function wordFolders(folders: string): string {
  const names = folders.split(', ').map((folder) => FOLDER_NAMES[folder] ?? 'a folder');
  return `${joinNames(names)} ${names.length === 1 ? 'is' : 'are'}`;
}

function inBrackets(what: string | number | boolean | undefined): string {
  return what === undefined || what === '' ? '' : ` (${escapeText(String(what), 120)})`;
}

function wordBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.ceil(bytes / 1000))} KB`;
  if (bytes < 1_000_000_000) return `${formatNumber(Math.round(bytes / 1_000_000))} MB`;
  return `${formatNumber(Math.round(bytes / 1_000_000_000))} GB`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
