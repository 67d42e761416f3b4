import type { AppOwner } from '../domain/app-owners.ts';
import type { Instant } from '../domain/time.ts';
import type { Probe } from '../domain/world.ts';

/** How the script is called in Intune; Repave knows it again by this name. */
export const PROOF_SCRIPT_NAME = 'Repave: is this Cloud PC safe to wipe?';

/** Intune's Remediations: our script on people's Cloud PCs, and what it printed. Methods throw `Failure` when the cloud refuses. */
export interface Proofs {
  /** Puts the script there, or brings it up to date, and assigns it to exactly these groups. Safe to repeat. */
  install(script: ProofScript, groupIds: readonly string[]): Promise<InstalledScript>;
  /** Our script as it stands in the tenant; undefined when there is none. */
  find(): Promise<InstalledScript | undefined>;
  /** Takes our script from every group; it stays in Intune and runs nowhere. Safe to repeat, also when the script is gone. */
  unassign(scriptId: string): Promise<void>;
  /** The managed device behind each Cloud PC of these people (user principal names); Cloud PCs without one are missing. */
  findDevices(upns: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Asks one device to run the script now. It answers some minutes later, when it is on. Asking twice harms nothing. */
  askRun(scriptId: string, deviceId: string): Promise<void>;
  /** What every device last said, by managed device id. */
  listRuns(scriptId: string): Promise<ReadonlyMap<string, ProofRun>>;
  /** Tries the reads that proofs need and says which permission is missing. Never throws for a refused call. */
  selfTest(): Promise<readonly Probe[]>;
}

/** `content`: the whole PowerShell text. */
export interface ProofScript {
  readonly content: string;
  readonly description: string;
}

export interface InstalledScript {
  readonly id: string;
  readonly name: string;
  readonly changed: 'created' | 'updated' | 'as-it-was';
}

/** The cloud's row for one device. `output` is what the script printed; it proves nothing before it is parsed. */
export interface ProofRun {
  readonly at: Instant;
  readonly state: 'ran' | 'script-error' | 'pending' | 'unknown';
  readonly output: string;
}

/** What the tenant decided about proofs, kept by Repave. */
export interface ProofSettings {
  /** Our script in Intune; null until somebody set it up. */
  readonly scriptId: string | null;
  /** Files that an app cannot do without: `*.lic`, `.ssh`, `%APPDATA%\Vendor`. */
  readonly patterns: readonly string[];
  /** Who answers for the files of a pattern. */
  readonly owners?: readonly AppOwner[];
}

export interface ProofSettingsStore {
  read(): Promise<ProofSettings>;
  save(settings: ProofSettings): Promise<void>;
}
