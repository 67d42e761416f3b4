import type { Snapshot } from '../domain/copy.ts';
import type { StorageAccount } from '../domain/copy-checks.ts';
import type { CopyAnswer, CopyNews } from '../domain/protect-news.ts';
import type { Instant } from '../domain/time.ts';
import type { Probe } from '../domain/world.ts';

/** Protective copies: restore points of Cloud PCs, and where they can be exported to. Reads throw `Failure` when the cloud refuses. */
export interface Copies {
  /** Restore points and remembered remote actions of one Cloud PC, now. */
  read(cloudPcId: string): Promise<CopyNews>;
  /** Only its restore points, now. */
  listSnapshots(cloudPcId: string): Promise<readonly Snapshot[]>;
  /** Manual restore points of all Cloud PCs, in one paged list: what planning uses. */
  listManualSnapshots(): Promise<readonly Snapshot[]>;
  /**
   * Orders a manual restore point, and its export where the order says so. The point that stands there is lost by it, so it is sent one
   * single time, and not at all once the intent is too old.
   */
  order(order: CopyOrder): Promise<CopyAnswer>;
  /** Storage accounts that Windows 365 can export to, over all subscriptions it sees. */
  listStorageAccounts(): Promise<readonly StorageAccount[]>;
  /** Tries the reads that copies need and says which permission is missing. Never throws for a refused call. */
  selfTest(): Promise<readonly Probe[]>;
}

export interface CopyOrder {
  readonly cloudPcId: string;
  /** Resource id; null for a restore point alone. */
  readonly storageAccountId: string | null;
  /** The only tier that an immutable account takes; null leaves it to the account. */
  readonly accessTier: 'hot' | null;
  /** When the intent was written. */
  readonly intendedAt: Instant;
}
