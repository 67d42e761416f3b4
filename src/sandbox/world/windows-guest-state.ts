import type { Random } from '../random.ts';

/**
 * Windows inside a simulated machine: plain data that goes with the disk, so a snapshot of a disk is a `structuredClone` of this.
 * Nothing is ever executed; scripts only change these fields.
 */
export type WindowsGuest = {
  computerName: string;
  /** `EditionID` of the registry: Enterprise, EnterpriseN, EnterpriseS, Professional, ServerRdsh (multi-session). */
  edition: string;
  /** "Windows 11 Enterprise", as Windows 365 shows it. */
  operatingSystem: string;
  /** "26200.4946": build and patch revision. */
  build: string;
  /** "25H2". */
  version: string;
  /** Names of the AppX packages that every new account gets. */
  provisioned: string[];
  /** AppX packages that one account has and that are not provisioned: sysprep stumbles over each. */
  userPackages: UserPackage[];
  bitlocker: { status: 'FullyDecrypted' | 'FullyEncrypted'; percent: number };
  pendingReboot: boolean;
  reservedStorage: 'enabled' | 'disabled';
  recovery: RecoveryPartition[];
  adJoined: boolean;
  entraJoined: boolean;
  /** Enrolments in a device management. */
  enrolments: number;
  fslogix: boolean;
  /** Names of the installed agents of Azure Virtual Desktop. */
  avdAgents: string[];
  startMenuApps: number;
  /** Disks that Windows sees, the system disk included. */
  disks: number;
  diskGb: number;
  imageState: ImageState;
  /** Start value of the CD-ROM driver: 1 = system, 4 = disabled. */
  cdromStart: number;
  /** Onboarded to Defender for Endpoint: its `senseGuid` stops sysprep. */
  defenderOnboarded: boolean;
  /** An answer file fixes the computer name, so that Windows 365 cannot give clones their own. */
  fixedComputerName: boolean;
  /** Logs of the last sysprep; empty before the first. */
  sysprepLogs: { errors: string[]; activity: string[] };
  /** How the next sysprep ends: by the state of this Windows, or forced for a test or a demonstration. */
  nextSysprep: SysprepFate;
  /** Fields that the inspection cannot read here, by their names on the wire. */
  unreadable: string[];
  /** Local accounts whose password was set from outside, newest last. The passwords themselves are not kept. */
  passwordsSetFor: string[];
};

export type UserPackage = { readonly fullName: string; readonly user: string };

export type RecoveryPartition = { readonly disk: number; readonly partition: number; readonly sizeMb: number };

/** Registry value `Setup\State\ImageState` (learn.microsoft.com, Windows Setup states). */
export type ImageState = 'IMAGE_STATE_COMPLETE' | 'IMAGE_STATE_UNDEPLOYABLE' | 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE';

export type SysprepFate = 'as-it-is' | 'appx' | 'bitlocker' | 'hang' | 'defender';

/** One run of a script as SYSTEM. `now` is in epoch milliseconds. */
export type GuestRun = {
  readonly script: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly now: number;
  readonly random: Random;
};

/** What comes of a run; nothing of it has happened yet. */
export type GuestOutcome = {
  /** How long the script runs. */
  readonly seconds: number;
  readonly exitCode: number;
  /** Whole output; who keeps less, cuts it. */
  readonly output: string;
  readonly error: string;
  /** Counted from the script's beginning, and never before its end: then Windows switches the machine off. */
  readonly powersOffAfterSeconds?: number;
  /** What the script leaves behind, to be applied when it ends. A machine that is stopped earlier never sees it. */
  readonly effect?: (guest: WindowsGuest) => void;
};

export function isGeneralized(guest: WindowsGuest): boolean {
  return guest.imageState === 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE';
}
