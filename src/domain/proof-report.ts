import { isObject, readCount, readInstant, readText, readWord } from './proof-json.ts';
import type { Instant } from './time.ts';

/** What one device says of the data on it (`proof/collect-proof.ps1`). Facts only; every time is by the device's own clock. */
export interface ProofReport {
  /** Schema 1 (also where none is named) looked into profiles only, and at no state of single files. */
  readonly schema?: number;
  readonly at: Instant;
  /** Known Folder Move: is the folder redirected into OneDrive? */
  readonly folders: Readonly<Record<KnownFolder, 'backed-up' | 'local' | 'unknown'>>;
  readonly oneDrive: {
    readonly account: 'signed-in' | 'signed-out' | 'unknown';
    /** `no-session`: nobody is signed in, so nothing has to run. */
    readonly sync: 'running' | 'stopped' | 'no-session' | 'unknown';
    /** Newest write of the sync engine; null when it never wrote. */
    readonly syncedAt: Instant | null;
    /** Newest change of a file inside the OneDrive folder; null when it holds none. */
    readonly changedAt: Instant | null;
    /** Files inside the OneDrive folder that the sync engine never took over, or that it does not call in sync. From schema 2 on. */
    readonly pending?: number;
  };
  /** Files of people outside OneDrive, exclusions aside. `complete` is false when the scan was cut short. */
  readonly outside: {
    readonly files: number;
    readonly bytes: number;
    readonly newestAt: Instant | null;
    readonly complete: boolean;
    /** The largest folders at the top of the drive, largest first; their files are in the count. From schema 2 on. */
    readonly places?: readonly Place[];
  };
  /** Files that fit the tenant's patterns. The list may be shorter than the count; `isCut` says so. */
  readonly app: { readonly files: number; readonly list: readonly AppFile[]; readonly isCut: boolean };
  /** What could not be read, in the script's own words for it. */
  readonly unread: readonly string[];
}

export const KNOWN_FOLDERS = ['desktop', 'documents', 'pictures'] as const;
export type KnownFolder = (typeof KNOWN_FOLDERS)[number];

/** Where it lies and what it fits; never what stands in it. */
export interface AppFile {
  readonly path: string;
  readonly pattern: string;
  readonly bytes: number;
  readonly changedAt: Instant | null;
}

/** A folder at the top of the drive that holds files, and how much lies in it. */
export interface Place {
  readonly path: string;
  readonly bytes: number;
}

/** A report, or why the text is none. */
export type ParsedProof =
  | { readonly ok: true; readonly report: ProofReport }
  | { readonly ok: false; readonly why: 'report-unreadable' | 'report-other-schema' };

/** Intune keeps this many characters of a script's output (Graph beta, deviceHealthScriptDeviceState). */
export const MAX_REPORT_CHARACTERS = 2048;
/** The newest schema. Reports of schema 1 are read for their bad news; good news needs the newest. */
export const REPORT_SCHEMA = 2;
export const MAX_PLACES = 3;
const MAX_LIST = 40;

/** Reads what a device wrote. Strict: anything that is not exactly a report of a known schema is none, so it can never count as good. */
export function parseProofReport(text: string): ParsedProof {
  const unreadable = { ok: false, why: 'report-unreadable' } as const;
  if (text.length > MAX_REPORT_CHARACTERS) return unreadable;
  const body = readJson(text);
  if (!isObject(body)) return unreadable;
  if (body['v'] !== 1 && body['v'] !== REPORT_SCHEMA) return { ok: false, why: 'report-other-schema' };
  const report = readReport(body);
  return report ? { ok: true, report } : unreadable;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Json = Readonly<Record<string, unknown>>;

const KEYS = ['v', 'at', 'kfm', 'od', 'out', 'app', 'un'];

function readReport(body: Json): ProofReport | undefined {
  if (Object.keys(body).some((key) => !KEYS.includes(key))) return undefined;
  const at = readInstant(body['at']);
  const folders = readFolders(body['kfm']);
  const isOld = body['v'] === 1;
  const oneDrive = readOneDrive(body['od'], isOld);
  const outside = readOutside(body['out'], isOld);
  const app = readApp(body['app']);
  const unread = readUnread(body['un']);
  if (!at || !folders || !oneDrive || !outside || !app || !unread) return undefined;
  return { ...(isOld ? {} : { schema: REPORT_SCHEMA }), at, folders, oneDrive, outside, app, unread };
}

const FOLDER_STATES = ['backed-up', 'local', 'unknown'] as const;

function readFolders(value: unknown): ProofReport['folders'] | undefined {
  if (!isObject(value)) return undefined;
  const [desktop, documents, pictures] = KNOWN_FOLDERS.map((folder) => readWord(value[folder], FOLDER_STATES));
  return desktop && documents && pictures ? { desktop, documents, pictures } : undefined;
}

function readOneDrive(value: unknown, isOld: boolean): ProofReport['oneDrive'] | undefined {
  if (!isObject(value)) return undefined;
  const account = readWord(value['account'], ['signed-in', 'signed-out', 'unknown'] as const);
  const sync = readWord(value['sync'], ['running', 'stopped', 'no-session', 'unknown'] as const);
  const syncedAt = readInstantOrNull(value['syncedAt']);
  const changedAt = readInstantOrNull(value['changedAt']);
  if (!account || !sync || syncedAt === undefined || changedAt === undefined) return undefined;
  const seen = { account, sync, syncedAt, changedAt };
  if (isOld) return seen;
  const pending = readCount(value['pending']);
  return pending === undefined ? undefined : { ...seen, pending };
}

function readOutside(value: unknown, isOld: boolean): ProofReport['outside'] | undefined {
  if (!isObject(value)) return undefined;
  const files = readCount(value['files']);
  const bytes = readCount(value['bytes']);
  const newestAt = readInstantOrNull(value['newestAt']);
  const complete = value['complete'];
  if (files === undefined || bytes === undefined || newestAt === undefined || typeof complete !== 'boolean')
    return undefined;
  const seen = { files, bytes, newestAt, complete };
  if (isOld) return seen;
  const places = readPlaces(value['top']);
  return places && { ...seen, places };
}

function readPlaces(value: unknown): readonly Place[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_PLACES) return undefined;
  const places = value.map(readPlace).filter((one) => one !== undefined);
  return places.length === value.length ? places : undefined;
}

function readPlace(value: unknown): Place | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const path = readText(value[0]);
  const bytes = readCount(value[1]);
  return path && bytes !== undefined ? { path, bytes } : undefined;
}

/** The count is the truth; a list that is longer than it, or says it is whole and is not, makes the report unreadable. */
function readApp(value: unknown): ProofReport['app'] | undefined {
  if (!isObject(value) || !Array.isArray(value['list']) || value['list'].length > MAX_LIST) return undefined;
  const files = readCount(value['files']);
  const isCut = value['cut'];
  const list = value['list'].map(readAppFile).filter((one) => one !== undefined);
  if (files === undefined || typeof isCut !== 'boolean' || list.length !== value['list'].length) return undefined;
  const fits = isCut ? list.length < files : list.length === files;
  return fits ? { files, list, isCut } : undefined;
}

function readAppFile(value: unknown): AppFile | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const path = readText(value[0]);
  const pattern = readText(value[1]);
  const bytes = readCount(value[2]);
  const changedAt = readInstantOrNull(value[3]);
  if (!path || !pattern || bytes === undefined || changedAt === undefined) return undefined;
  return { path, pattern, bytes, changedAt };
}

function readUnread(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_LIST) return undefined;
  const words = value.map(readText).filter((word) => word !== undefined && word !== '');
  return words.length === value.length ? words.map(String) : undefined;
}

function readInstantOrNull(value: unknown): Instant | null | undefined {
  return value === null ? null : readInstant(value);
}
