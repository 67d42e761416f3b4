import type { ProofFinding } from '../src/domain/proof.ts';
import { KNOWN_FOLDERS, MAX_PLACES } from '../src/domain/proof-report.ts';
import type { NoticeProof } from '../src/domain/views-notice.ts';
import { escapeText, formatMinutes, formatNumber, formatShort, joinNames } from './format.ts';
import { say } from './text/say.ts';

/** What a finding says and what its person does about it, as card markdown; people's and devices' words escaped. */
interface FindingWords {
  readonly what: string;
  readonly fix: string;
}

type Word = (facts: ProofFinding['facts']) => FindingWords;

/** Words per code of a finding; a test finds those without. */
export const FINDING_WORDS: Readonly<Record<string, Word>> = {
  'onedrive-signed-out': () => plain('onedrive-signed-out'),
  'sync-never': () => plain('sync-never'),
  'sync-stopped': () => plain('sync-stopped'),
  'sync-pending': ({ files }) => ({
    ...plain('sync-pending'),
    ...(files === undefined ? {} : { what: say('proof.sync-pending-counted', { n: Number(files) }) }),
  }),
  'folders-not-backed-up': ({ folders }) => ({
    what: say('proof.folders-not-backed-up', wordFolders(String(folders ?? ''))),
    fix: say('proof.folders-not-backed-up-fix'),
  }),
  'files-outside': (facts) => ({
    what: wordOutside(facts),
    fix: say('proof.files-outside-fix'),
  }),
  'app-files': ({ files, names, adviser, advice }) => ({
    what: names
      ? say('proof.app-files-named', { n: Number(files ?? 0), names: escapeText(String(names), 200) })
      : say('proof.app-files', { n: Number(files ?? 0) }),
    fix: adviser
      ? say('proof.app-files-advised', {
          adviser: escapeText(String(adviser), 60),
          advice: escapeText(String(advice ?? ''), 400),
        })
      : say('proof.app-files-fix'),
  }),
  'onedrive-unreadable': ({ what }) => ({
    what: say('proof.onedrive-unreadable', { what: inBrackets(what) }),
    fix: say('proof.onedrive-unreadable-fix'),
  }),
  'scan-incomplete': ({ what }) => ({
    what: say('proof.scan-incomplete', { what: inBrackets(what) }),
    fix: say('proof.scan-incomplete-fix'),
  }),
  'never-seen': () => plain('never-seen'),
  'proof-awaited': () => plain('proof-awaited'),
  'proof-stale': ({ ageMinutes }) => ({
    what:
      ageMinutes === undefined
        ? say('proof.proof-stale')
        : say('proof.proof-stale-aged', { age: formatMinutes(Number(ageMinutes)) }),
    fix: say('proof.proof-stale-fix'),
  }),
  'clock-off': () => plain('clock-off'),
  'device-silent': () => plain('device-silent'),
  'no-device': () => plain('no-device'),
  'script-error': () => plain('script-error'),
  'report-unreadable': () => plain('report-unreadable'),
  'report-other-schema': () => plain('report-other-schema'),
  'read-refused': () => plain('read-refused'),
  'not-set-up': () => plain('not-set-up'),
};

type PlainCode =
  | 'onedrive-signed-out'
  | 'sync-never'
  | 'sync-stopped'
  | 'sync-pending'
  | 'never-seen'
  | 'proof-awaited'
  | 'clock-off'
  | 'device-silent'
  | 'no-device'
  | 'script-error'
  | 'report-unreadable'
  | 'report-other-schema'
  | 'read-refused'
  | 'not-set-up';

/** A finding without facts. */
function plain(code: PlainCode): FindingWords {
  return { what: say(`proof.${code}`), fix: say(`proof.${code}-fix`) };
}

/** "3 files outside OneDrive": a finding in a few words, also for a code without words. */
export function wordFinding(finding: Pick<ProofFinding, 'code' | 'facts'>): string {
  return (
    FINDING_WORDS[finding.code]?.(finding.facts).what ?? say('proof.other-reason', { code: escapeText(finding.code) })
  );
}

/** The state of a person's data in their own notice: a headline, and a line for each thing to do. */
export function wordOwnProof(proof: NoticeProof, zone: string): { readonly title: string; readonly lines: string } {
  const titled = (title: string) =>
    proof.at === null ? title : say('proof.title-seen', { title, when: formatShort(proof.at, zone) });
  if (proof.verdict === 'green') {
    const limit = formatMinutes(proof.limitMinutes);
    return { title: titled(say('proof.safe')), lines: `- ${say('proof.safe-line', { limit })}` };
  }
  const distinct = [...new Map(proof.findings.map((finding) => [finding.code, finding])).values()];
  const lines = distinct.map((finding) => {
    const words = FINDING_WORDS[finding.code]?.(finding.facts);
    return words ? `- **${capital(words.what)}.** ${words.fix}` : `- ${capital(wordFinding(finding))}`;
  });
  const title = say(proof.verdict === 'unknown' ? 'proof.unknown' : 'proof.not-safe');
  return { title: titled(title), lines: lines.join('\n') };
}

/** "seen Tue 24 Nov, 19:00, counts for 24 hours: 3 files outside OneDrive": one person in a list of many. */
export function wordMeasured(
  measured: { readonly at: string | null; readonly findings: readonly ProofFinding[] },
  ask: { readonly zone: string; readonly limitMinutes: number },
): string {
  const what = joinNames(measured.findings.map(wordFinding), 3) || say('proof.nothing-to-lose');
  if (measured.at === null) return what;
  const when = formatShort(measured.at, ask.zone);
  return say('proof.measured', { what, when, limit: formatMinutes(ask.limitMinutes) });
}

/** Names of folders, and how many they are. */
function wordFolders(folders: string): { readonly folders: string; readonly n: number } {
  const names = folders.split(', ').map(wordFolder);
  return { folders: joinNames(names), n: names.length };
}

function wordFolder(folder: string): string {
  const known = KNOWN_FOLDERS.find((one) => one === folder);
  return say(known ? `proof.folder-${known}` : 'proof.folder-other');
}

function inBrackets(what: string | number | boolean | undefined): string {
  return what === undefined || what === '' ? '' : ` (${escapeText(String(what), 120)})`;
}

/** How much lies outside, and which folders of the drive hold most: the device's words, so they are escaped. */
function wordOutside({ files, bytes, ...facts }: ProofFinding['facts']): string {
  const amount = { n: Number(files ?? 0), size: wordBytes(Number(bytes ?? 0)) };
  const places = Array.from({ length: MAX_PLACES }, (_, index) => index + 1).flatMap((place) => {
    const path = facts[`place${place}`];
    if (path === undefined) return [];
    const size = wordBytes(Number(facts[`placeBytes${place}`] ?? 0));
    return [say('proof.place', { path: escapeText(String(path), 120), size })];
  });
  if (places.length === 0) return say('proof.files-outside', amount);
  return say('proof.files-outside-places', { ...amount, places: joinNames(places, MAX_PLACES) });
}

function wordBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.ceil(bytes / 1000))} KB`;
  if (bytes < 1_000_000_000) return `${formatNumber(Math.round(bytes / 1_000_000))} MB`;
  return `${formatNumber(Math.round(bytes / 100_000_000) / 10)} GB`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
