import type { WindowsGuest } from './windows-guest.ts';

/** Things that stand in the tenant's subscription. */
export type AzureKind =
  | 'machine'
  | 'disk'
  | 'snapshot'
  | 'image'
  | 'gallery'
  | 'gallery-definition'
  | 'gallery-version'
  | 'nic'
  | 'public-ip';

export type ProvisioningState = 'Creating' | 'Updating' | 'Deleting' | 'Succeeded' | 'Failed';
export type ArmFailure = { readonly code: string; readonly message: string };
export type Generation = 'V1' | 'V2';
export type SecurityType = 'Standard' | 'TrustedLaunch';
export type Tags = Readonly<Record<string, string>>;

type Resource<Kind extends AzureKind> = {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly location: string;
  readonly createdAt: number;
  tags: Tags;
  state: ProvisioningState;
  /** Why the last action on it failed; null when it did not. */
  failure: ArmFailure | null;
};

export type PowerState = 'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated';

/** A virtual machine. Its Windows lives on its system disk. */
export type Machine = Resource<'machine'> & {
  readonly vmId: string;
  readonly size: string;
  readonly generation: Generation;
  readonly securityType: SecurityType;
  /** As it was sent, for the answers; null when it was made from a disk. */
  readonly imageReference: Readonly<Record<string, string>> | null;
  readonly osProfile: { readonly computerName: string; readonly adminUsername: string } | null;
  readonly licenseType: string | null;
  readonly osDiskId: string;
  readonly dataDiskIds: readonly string[];
  /** Disks that go with the machine when it is deleted. */
  readonly deletesDisks: ReadonlySet<string>;
  readonly nics: readonly { readonly id: string; readonly primary: boolean; readonly deleteOption: DeleteOption }[];
  readonly bootDiagnostics: boolean;
  power: PowerState;
  generalized: boolean;
  /** The action that holds the machine, by the id of its operation. */
  heldBy: string | null;
  /** Grows with each switching off, so that what a script would have left behind later is lost with it. */
  session: number;
  agentReadyAt: number;
  /** A run by the action `runCommand`, of which there is only one at a time. */
  actionRunning: boolean;
  readonly runs: Map<string, ManagedRun>;
};

export type DeleteOption = 'Delete' | 'Detach';

/** A managed run command: a script in a machine that can be looked at and deleted by name. */
export type ManagedRun = {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
  readonly script: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly asyncExecution: boolean;
  readonly treatFailureAsDeploymentFailure: boolean;
  readonly timeoutSeconds: number;
  state: ProvisioningState;
  execution: 'Pending' | 'Running' | 'Failed' | 'Succeeded' | 'TimedOut' | 'Canceled';
  message: string;
  exitCode: number | null;
  output: string;
  error: string;
  startedAt: number | null;
  endedAt: number | null;
};

type Volume = {
  readonly sizeGb: number;
  readonly generation: Generation;
  readonly securityType: SecurityType;
  readonly sku: string;
  readonly hasSystem: boolean;
  readonly createOption: 'FromImage' | 'Copy' | 'Empty';
  readonly sourceId: string | null;
  /** The Windows on it; null for data disks. */
  guest: WindowsGuest | null;
};

export type Disk = Resource<'disk'> & Volume & { attachedTo: string | null };

export type Snapshot = Resource<'snapshot'> & Volume & { readonly incremental: boolean };

type Captured = {
  readonly osState: 'Generalized' | 'Specialized';
  readonly diskGb: number;
  readonly dataDisks: number;
  readonly generation: Generation;
  readonly sourceId: string | null;
  /** The Windows in it; null for images that stood there before and that nobody looks into. */
  readonly guest: WindowsGuest | null;
};

export type ManagedImage = Resource<'image'> & Captured;

export type Gallery = Resource<'gallery'>;

export type GalleryDefinition = Resource<'gallery-definition'> & {
  readonly gallery: string;
  readonly osState: 'Generalized' | 'Specialized';
  readonly generation: Generation;
  readonly architecture: string;
  readonly identifier: { readonly publisher: string; readonly offer: string; readonly sku: string };
  /** Value of the feature SecurityType: Standard, TrustedLaunch, TrustedLaunchSupported … */
  readonly securityType: string;
};

export type GalleryVersion = Resource<'gallery-version'> &
  Captured & {
    readonly gallery: string;
    readonly definition: string;
    readonly securityType: string;
    readonly sourceField: 'virtualMachineId' | 'id';
    readonly publishing: Publishing;
    /** When replication began and will have ended, in epoch milliseconds. */
    readonly replication: { readonly from: number; readonly until: number };
  };

export type Publishing = {
  readonly regions: readonly { readonly name: string; readonly replicas: number; readonly storage: string }[];
  readonly excludeFromLatest: boolean;
  readonly mode: 'Full' | 'Shallow';
};

export type Nic = Resource<'nic'> & {
  readonly subnetId: string;
  readonly ipConfiguration: string;
  readonly privateIp: string;
  readonly publicIpId: string | null;
  machineId: string | null;
};

export type PublicIp = Resource<'public-ip'> & {
  readonly address: string;
  readonly sku: string;
  readonly method: 'Static' | 'Dynamic';
  readonly deleteOption: DeleteOption;
  nicId: string | null;
};

export type AzureResource =
  | Machine
  | Disk
  | Snapshot
  | ManagedImage
  | Gallery
  | GalleryDefinition
  | GalleryVersion
  | Nic
  | PublicIp;

export type AzureOf<Kind extends AzureKind> = Extract<AzureResource, { kind: Kind }>;
