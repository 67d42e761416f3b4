import type { AppFile, KnownFolder, Place, ProofReport } from './proof-report.ts';
import { KNOWN_FOLDERS, MAX_PLACES, REPORT_SCHEMA } from './proof-report.ts';
import type { ChecklistItem, ProofMode } from './request.ts';
import { earliest, isBefore, minutesBetween } from './time.ts';
import type { Instant } from './time.ts';

/** A report counts for this long, in minutes, unless the caller knows better. */
export const PROOF_MAX_AGE_MINUTES = 24 * 60;
/** A device whose clock is further ahead of the cloud's than this cannot date its own report. */
const CLOCK_AHEAD_MINUTES = 15;
/**
 * The sync engine must have been seen at work this long after the newest change, in minutes. Its log proves no upload: it may be
 * written while files wait. An engine that was ended right after a change had no time for it.
 */
export const SETTLE_MINUTES = 15;

/** What is known of one Cloud PC's data, by the device's own word: the newest report, and trouble that came after it. */
export interface ProofState {
  /** Somebody asked for a fresh look; null when nobody did since the last run. */
  readonly wantedAt: Instant | null;
  /** The last run that was asked for, and the last time its result was read. */
  readonly askedAt: Instant | null;
  readonly readAt: Instant | null;
  /** `at` is the cloud's time of the state (`lastStateUpdateDateTime`). */
  readonly report: { readonly at: Instant; readonly body: ProofReport } | null;
  /** Why the newest run gave no report; null when it gave one, or is awaited. */
  readonly trouble: { readonly at: Instant; readonly code: TroubleCode } | null;
  /** Verdict and codes as last written into the audit chain; missing until they were. */
  readonly written?: string;
}

/** Why there is no report: each means unknown, and unknown is never green. */
export const TROUBLE_CODES = [
  'not-set-up',
  'no-device',
  'device-silent',
  'script-error',
  'report-unreadable',
  'report-other-schema',
  'read-refused',
] as const;
export type TroubleCode = (typeof TROUBLE_CODES)[number];

export const NO_PROOF: ProofState = { wantedAt: null, askedAt: null, readAt: null, report: null, trouble: null };

/** The two data questions of the checklist, which the report answers one by one. */
export type DataItem = 'onedrive' | 'app-data';
export const DATA_ITEMS = ['onedrive', 'app-data'] as const satisfies readonly DataItem[];

export type ProofVerdict = 'green' | 'amber' | 'red' | 'unknown';

/** One thing that keeps a verdict from being green; words and what to do about it stand in `cards/`. */
export interface ProofFinding {
  readonly item: DataItem;
  readonly verdict: Exclude<ProofVerdict, 'green'>;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface ProofJudgement {
  readonly verdict: ProofVerdict;
  /** Age counts from here: the older of the device's and the cloud's time; null without a report. */
  readonly at: Instant | null;
  readonly findings: readonly ProofFinding[];
}

/**
 * What the newest report is worth now. Bad news stays bad until a newer report says otherwise, however old; good news ends with its age
 * limit, and with any trouble that came after it.
 */
export function judgeProof(
  state: ProofState | undefined,
  now: Instant,
  maxAgeMinutes = PROOF_MAX_AGE_MINUTES,
): ProofJudgement {
  const report = state?.report;
  if (!report) return unknown(state?.trouble?.code ?? (state?.askedAt ? 'proof-awaited' : 'never-seen'), null);
  const at = earliest([report.at, report.body.at]) ?? report.at;
  const found = findAll(report.body);
  const doubt = findDoubt(state, { at, now, maxAgeMinutes });
  if (!doubt) return summarise(found, at);
  const bad = found.filter(({ verdict }) => verdict !== 'unknown');
  const open = DATA_ITEMS.filter((item) => !bad.some((finding) => finding.item === item));
  return summarise([...bad, ...open.map((item) => finder(item)('unknown', doubt.code, doubt.facts))], at);
}

type Doubt = Pick<ProofFinding, 'code' | 'facts'>;

/** Why the good parts of a report prove nothing now; undefined when they do. */
function findDoubt(
  { report, trouble }: ProofState,
  ask: { readonly at: Instant; readonly now: Instant; readonly maxAgeMinutes: number },
): Doubt | undefined {
  if (!report) return { code: 'never-seen', facts: {} };
  if (trouble && isBefore(report.at, trouble.at)) return { code: trouble.code, facts: {} };
  if (minutesBetween(report.at, report.body.at) > CLOCK_AHEAD_MINUTES) return { code: 'clock-off', facts: {} };
  if ((report.body.schema ?? 1) < REPORT_SCHEMA) return { code: 'report-other-schema', facts: {} };
  const age = minutesBetween(ask.at, ask.now);
  const isOver = age < 0 || age > ask.maxAgeMinutes;
  return isOver ? { code: 'proof-stale', facts: { ageMinutes: Math.floor(age) } } : undefined;
}

/** The verdict on one of the two questions. */
export function verdictOn(judged: ProofJudgement, item: DataItem): ProofVerdict {
  return worst(judged.findings.filter((finding) => finding.item === item));
}

/** What a plan rests on; plans made before there was a choice rest on people's word. */
export function proofModeOf(request: { readonly proofMode?: ProofMode }): ProofMode {
  return request.proofMode ?? 'attested';
}

/** A tick for everybody answers no question that every Cloud PC has to answer for itself. */
export function mayTick(
  plan: { readonly request: { readonly proofMode?: ProofMode; readonly expedite?: unknown } },
  item: ChecklistItem,
): boolean {
  const isData = item === 'onedrive' || item === 'app-data';
  return !isData || (proofModeOf(plan.request) !== 'measured' && !plan.request.expedite);
}

function findAll(report: ProofReport): readonly ProofFinding[] {
  return [...findOneDrive(report), ...findAppData(report)];
}

function findOneDrive({ oneDrive, folders, unread }: ProofReport): readonly ProofFinding[] {
  const { account, sync, syncedAt } = oneDrive;
  const say = finder('onedrive');
  if (account === 'signed-out') return [say('red', 'onedrive-signed-out')];
  if (account === 'unknown') return [say('unknown', 'onedrive-unreadable', { what: unread.join(', ') })];
  return [
    ...findFolders(folders),
    ...(sync === 'stopped' ? [say('amber', 'sync-stopped')] : []),
    ...(syncedAt === null ? [say('red', 'sync-never')] : []),
    ...findPending(oneDrive),
    ...(sync === 'unknown' ? [say('unknown', 'onedrive-unreadable', { what: unread.join(', ') })] : []),
  ];
}

function findFolders(folders: ProofReport['folders']): readonly ProofFinding[] {
  const say = finder('onedrive');
  const inState = (state: 'local' | 'unknown'): readonly KnownFolder[] =>
    KNOWN_FOLDERS.filter((folder) => folders[folder] === state);
  const local = inState('local');
  const hidden = inState('unknown');
  return [
    ...(local.length > 0 ? [say('amber', 'folders-not-backed-up', { folders: local.join(', ') })] : []),
    ...(hidden.length > 0 ? [say('unknown', 'onedrive-unreadable', { what: hidden.join(', ') })] : []),
  ];
}

/** Files that wait: by their own state, or by a change that the engine had no time for. */
function findPending({ syncedAt, changedAt, pending = 0 }: ProofReport['oneDrive']): readonly ProofFinding[] {
  const say = finder('onedrive');
  const isSettled = syncedAt === null || changedAt === null || minutesBetween(changedAt, syncedAt) >= SETTLE_MINUTES;
  if (pending === 0 && isSettled) return [];
  const facts = { changedAt: changedAt ?? '', ...(pending > 0 ? { files: pending } : {}) };
  return [say('amber', 'sync-pending', facts)];
}

function findAppData({ outside, app, unread }: ProofReport): readonly ProofFinding[] {
  const say = finder('app-data');
  const { files, bytes, newestAt, complete } = outside;
  const facts = { files, bytes, newestAt: newestAt ?? '', ...namePlaces(outside.places ?? []) };
  return [
    ...(files > 0 ? [say('amber', 'files-outside', facts)] : []),
    ...(app.files > 0 ? [say('amber', 'app-files', { files: app.files, names: nameFiles(app.list) })] : []),
    ...(!complete || unread.length > 0 ? [say('unknown', 'scan-incomplete', { what: unread.join(', ') })] : []),
  ];
}

/** As `place1`, `placeBytes1` and so on: facts of findings are flat. */
function namePlaces(places: readonly Place[]): ProofFinding['facts'] {
  const named = places.slice(0, MAX_PLACES).map(({ path, bytes }, index) => [
    [`place${index + 1}`, path],
    [`placeBytes${index + 1}`, bytes],
  ]);
  return Object.fromEntries(named.flat()) as ProofFinding['facts'];
}

/** Paths that a finding names; the count stands beside them. */
const NAMED_FILES = 3;

function nameFiles(list: readonly AppFile[]): string {
  return list
    .slice(0, NAMED_FILES)
    .map(({ path }) => path)
    .join(', ');
}

function finder(item: DataItem) {
  return (verdict: ProofFinding['verdict'], code: string, facts: ProofFinding['facts'] = {}): ProofFinding => ({
    item,
    verdict,
    code,
    facts,
  });
}

function unknown(code: string, at: Instant | null, facts: ProofFinding['facts'] = {}): ProofJudgement {
  return { verdict: 'unknown', at, findings: DATA_ITEMS.map((item) => finder(item)('unknown', code, facts)) };
}

function summarise(findings: readonly ProofFinding[], at: Instant): ProofJudgement {
  return { verdict: worst(findings), at, findings };
}

/** Red before amber before unknown: what somebody can do something about comes first. */
function worst(findings: readonly ProofFinding[]): ProofVerdict {
  const order: readonly ProofFinding['verdict'][] = ['red', 'amber', 'unknown'];
  return order.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'green';
}
