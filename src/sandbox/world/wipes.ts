import type { CloudPcStatus } from './cloud-pc.ts';
import type { ExportedDisk } from './copies.ts';
import type { RestorePoint } from './restore-points.ts';

/** One accepted reprovision: the tenant's own account, written by nobody but the tenant. */
export type WipeRecord = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  /** null for a shared Cloud PC. */
  readonly upn: string | null;
  readonly personId: string | null;
  /** Windows time zone name of the person. */
  readonly timeZone: string | null;
  readonly statusBefore: CloudPcStatus;
  readonly imageBefore: string;
  /** The image the policy that targets the person named at that moment: what the Cloud PC is rebuilt with. */
  readonly imageAfter: string;
  readonly policyId: string;
  readonly policyImageId: string;
  readonly signedIn: boolean;
  /** How many other Cloud PCs were being rebuilt. */
  readonly runningOthers: number;
  readonly requestId: string;
  readonly wipesOfThisCloudPcBefore: number;
  /** Nothing was on it that could be lost. */
  readonly dataWasSafe: boolean;
  /** The manual restore point that was listed at that moment, and so was lost or not; null when there was none. */
  readonly manualPoint: RestorePoint | null;
  /** Disks of this Cloud PC that lay in storage accounts at that moment. */
  readonly exportedDisks: readonly ExportedDisk[];
  /** Files of apps that were on it, by path, when nothing else could be lost; null when something else could. */
  readonly onlyAppFiles: readonly string[] | null;
};

/** A reprovision that was asked for and turned down: nothing was wiped, but somebody asked. */
export type RefusedWipe = {
  readonly at: number;
  readonly cloudPcId: string;
  readonly status: CloudPcStatus;
  readonly reason: string;
  readonly requestId: string;
};
