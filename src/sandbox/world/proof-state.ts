import { createRandom, type Random } from '../random.ts';
import type { Agenda } from './agenda.ts';
import type { CloudPc } from './cloud-pc.ts';

/** What is on one Cloud PC, as it is: who wipes it loses what is not in OneDrive. */
export type DeviceData = {
  readonly desktop: boolean;
  readonly documents: boolean;
  readonly pictures: boolean;
  readonly oneDriveSignedIn: boolean;
  /** Files that wait to be uploaded. */
  readonly pendingFiles: number;
  /** Whether the sync engine writes its log while they wait, as one that is paused or full may. They are files it never took over. */
  readonly isEngineLoud: boolean;
  readonly outsideFiles: number;
  /** Folders at the top of the drive, and bytes in each; one file stands for all of it. */
  readonly driveFolders: Readonly<Record<string, number>>;
  /** Licence files and the like, by path. */
  readonly appFiles: readonly string[];
};

/** How the device answers when its script is to run. */
export type DeviceMood = 'answers' | 'off' | 'script-error' | 'garbled';

export const SAFE_DATA: DeviceData = {
  desktop: true,
  documents: true,
  pictures: true,
  oneDriveSignedIn: true,
  pendingFiles: 0,
  isEngineLoud: false,
  outsideFiles: 0,
  driveFolders: {},
  appFiles: [],
};

export type HealthScript = {
  readonly id: string;
  readonly createdAt: number;
  modifiedAt: number;
  /** Bumped by every change of what runs. */
  version: number;
  fields: Readonly<Record<string, unknown>>;
  assignments: readonly unknown[];
};

/** The cloud's row for one device and one script. */
export type RunState = {
  readonly scriptId: string;
  readonly deviceId: string;
  readonly at: number;
  readonly detectionState: 'success' | 'fail' | 'scriptError' | 'pending';
  readonly output: string | null;
  readonly error: string | null;
};

export type ProofSide = {
  readonly scripts: HealthScript[];
  /** By script and device. */
  readonly runs: Map<string, RunState>;
  readonly dataOf: (cloudPc: CloudPc) => DeviceData;
  readonly moodOf: (cloudPc: CloudPc) => DeviceMood;
  readonly setData: (cloudPcId: string, change: Partial<DeviceData>) => void;
  readonly setMood: (cloudPcId: string, mood: DeviceMood) => void;
  /** The person does what the card said: all of it into OneDrive, licences returned. */
  readonly fix: (personId: string) => void;
  /** Orders a run; the device answers some minutes later with what is so then. */
  readonly run: (script: HealthScript, cloudPc: CloudPc) => void;
  /** From now on the script runs every noon on every Cloud PC that is on, as long as it is assigned to anybody. */
  readonly runDaily: (script: HealthScript) => void;
};

export type ProofSideParts = {
  readonly seed: number;
  readonly agenda: Agenda;
  readonly cloudPcs: readonly CloudPc[];
  readonly now: () => number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function createProofSide({ seed, agenda, cloudPcs, now }: ProofSideParts): ProofSide {
  const random = createRandom(`proof runs ${seed}`);
  const data = new Map<string, DeviceData>();
  const moods = new Map<string, DeviceMood>();
  const runs = new Map<string, RunState>();
  const dataOf = (cloudPc: CloudPc) => data.get(cloudPc.id) ?? inventData(seed, cloudPc.id);
  const moodOf = (cloudPc: CloudPc) => moods.get(cloudPc.id) ?? 'answers';
  const daily = new Set<string>();
  function note(script: HealthScript, cloudPc: CloudPc, at: number): void {
    const deviceId = cloudPc.managedDeviceId;
    if (deviceId === null || moodOf(cloudPc) === 'off') return;
    const found = answer(dataOf(cloudPc), moodOf(cloudPc), at);
    runs.set(`${script.id}:${deviceId}`, { scriptId: script.id, deviceId, at, ...found });
  }
  /** Noon of the world's clock stands for everybody's own. */
  function waitForNoon(script: HealthScript, from: number): void {
    const noon = Math.floor(from / DAY_MS) * DAY_MS + DAY_MS / 2;
    agenda.add(noon > from ? noon : noon + DAY_MS, (at) => {
      if (script.assignments.length === 0) return void daily.delete(script.id);
      for (const cloudPc of cloudPcs) note(script, cloudPc, at);
      waitForNoon(script, at);
    });
  }
  function setData(cloudPcId: string, change: Partial<DeviceData>): void {
    data.set(cloudPcId, { ...(data.get(cloudPcId) ?? inventData(seed, cloudPcId)), ...change });
  }
  return {
    scripts: [],
    runs,
    dataOf,
    moodOf,
    setData,
    setMood: (cloudPcId, mood) => void moods.set(cloudPcId, mood),
    fix(personId) {
      for (const cloudPc of cloudPcs.filter((each) => each.personId === personId)) setData(cloudPc.id, SAFE_DATA);
    },
    run(script, cloudPc) {
      const deviceId = cloudPc.managedDeviceId;
      if (deviceId === null) return;
      const key = `${script.id}:${deviceId}`;
      const about = { scriptId: script.id, deviceId };
      if (moodOf(cloudPc) === 'off') {
        if (!runs.has(key))
          runs.set(key, { ...about, at: now(), detectionState: 'pending', output: null, error: null });
        return;
      }
      agenda.add(now() + random.int(1, 8) * MINUTE_MS, (at) => {
        if (cloudPc.managedDeviceId === deviceId) note(script, cloudPc, at);
      });
    },
    runDaily(script) {
      if (daily.has(script.id)) return;
      daily.add(script.id);
      waitForNoon(script, now());
    },
  };
}

/** Nothing that only this Cloud PC holds. */
export function isSafeToWipe(data: DeviceData): boolean {
  const backedUp = data.desktop && data.documents && data.pictures && data.oneDriveSignedIn;
  const nothingOutside = data.outsideFiles === 0 && Object.keys(data.driveFolders).length === 0;
  return backedUp && data.pendingFiles === 0 && nothingOutside && data.appFiles.length === 0;
}

/** Files of apps, where nothing but them could be lost; null where something else could. */
export function listOnlyAppFiles(data: DeviceData): readonly string[] | null {
  return isSafeToWipe({ ...data, appFiles: [] }) ? data.appFiles : null;
}

/** The same seed gives every Cloud PC the same habits: most are in order, some are not. */
function inventData(seed: number, cloudPcId: string): DeviceData {
  const random = createRandom(`proof data ${seed} ${cloudPcId}`);
  return { ...SAFE_DATA, ...inventFlaw(random) };
}

function inventFlaw(random: Random): Partial<DeviceData> {
  const share = random.next();
  if (share < 0.72) return {};
  if (share < 0.84) return { outsideFiles: random.int(1, 240) };
  if (share < 0.91) return { pictures: false };
  if (share < 0.96) return { appFiles: ['C:\\ProgramData\\Arkwright\\arkwright.lic'] };
  return { oneDriveSignedIn: false };
}

function answer(data: DeviceData, mood: DeviceMood, at: number): Pick<RunState, 'detectionState' | 'output' | 'error'> {
  if (mood === 'script-error') return { detectionState: 'scriptError', output: null, error: 'Access is denied.' };
  const output = mood === 'garbled' ? '{"v":2,"at":' : printOutput(data, at);
  return { detectionState: isSafeToWipe(data) ? 'success' : 'fail', output, error: null };
}

/** Licences are written once. */
const APP_FILE_DATE = '2026-03-02T09:00:00Z';

const second = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** What the script on the device prints: one line, by the device's own clock. */
function printOutput(data: DeviceData, at: number): string {
  const folder = (isBackedUp: boolean) => (isBackedUp ? 'backed-up' : 'local');
  const isQuiet = data.pendingFiles > 0 && !data.isEngineLoud;
  const changedAt = isQuiet ? at - MINUTE_MS : at - 90 * MINUTE_MS;
  const syncedAt = isQuiet ? at - 600 * MINUTE_MS : at - 3 * MINUTE_MS;
  return JSON.stringify({
    v: 2,
    at: second(at),
    kfm: { desktop: folder(data.desktop), documents: folder(data.documents), pictures: folder(data.pictures) },
    od: {
      account: data.oneDriveSignedIn ? 'signed-in' : 'signed-out',
      sync: data.oneDriveSignedIn ? 'no-session' : 'unknown',
      syncedAt: data.oneDriveSignedIn ? second(syncedAt) : null,
      changedAt: second(changedAt),
      pending: data.isEngineLoud ? data.pendingFiles : 0,
    },
    out: printOutside(data, at),
    app: {
      files: data.appFiles.length,
      cut: false,
      list: data.appFiles.map((path) => [path, patternOf(path), 1244, APP_FILE_DATE]),
    },
    un: [],
  });
}

function printOutside({ outsideFiles, driveFolders }: DeviceData, at: number) {
  const folders = Object.entries(driveFolders).sort(([, one], [, other]) => other - one);
  const files = outsideFiles + folders.length;
  return {
    files,
    bytes: outsideFiles * 48_211 + folders.reduce((sum, [, bytes]) => sum + bytes, 0),
    newestAt: files > 0 ? second(at - 300 * MINUTE_MS) : null,
    complete: true,
    top: folders.slice(0, 3),
  };
}

/** Which of the patterns that are looked for by default a file fits. */
function patternOf(path: string): string {
  if (path.includes('\\.ssh\\')) return '.ssh';
  return ['*.pst', '*.pfx'].find((pattern) => path.endsWith(pattern.slice(1))) ?? '*.lic';
}
