import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';

/** A place in Azure that Windows 365 may export to. */
export type StorageAccount = {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  /** Takes blobs of the hot tier only. */
  readonly isImmutable: boolean;
};

/** An order for a restore point that the tenant took, by whoever gave it. */
export type CopyOrder = {
  readonly at: number;
  readonly cloudPcId: string;
  readonly storageAccountId: string | null;
  /** Id of the manual point that this one takes the place of. */
  readonly replaces: string | null;
};

/** A disk that has arrived in a storage account; nothing deletes it by itself. */
export type ExportedDisk = {
  readonly at: number;
  readonly cloudPcId: string;
  readonly storageAccountId: string;
  readonly folder: string;
};

/** Trouble of a single restore point: it fails, its health is bad or never told, or its export is never reported as done. */
export type CopyFault = 'fails' | 'unhealthy' | 'health-unknown' | 'export-unreported';

/** Everything about copies that outlives a Cloud PC's own disk, and the tenant's own account of who asked for what. */
export type CopySide = {
  readonly accounts: StorageAccount[];
  readonly orders: CopyOrder[];
  readonly disks: ExportedDisk[];
  /** The next restore point, or the next of that Cloud PC, goes wrong as said. */
  readonly next: (fault: CopyFault, cloudPcId?: string) => void;
  readonly takeFault: (cloudPcId: string) => CopyFault | undefined;
};

export function createCopySide(): CopySide {
  const faults: { fault: CopyFault; cloudPcId: string | undefined }[] = [];
  return {
    accounts: [createAccount('stcloudpccopies', false), createAccount('stcloudpcvault', true)],
    orders: [],
    disks: [],
    next: (fault, cloudPcId) => void faults.push({ fault, cloudPcId }),
    takeFault(cloudPcId) {
      const index = faults.findIndex((one) => (one.cloudPcId ?? cloudPcId) === cloudPcId);
      return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
    },
  };
}

function createAccount(name: string, isImmutable: boolean): StorageAccount {
  const group = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-cloudpc`;
  return {
    id: `${group}/providers/Microsoft.Storage/storageAccounts/${name}`,
    name,
    subscriptionId: SANDBOX_SUBSCRIPTION_ID,
    isImmutable,
  };
}
