/** Things in Azure that a build makes or looks at. */
export type ResourceKind = 'machine' | 'disk' | 'snapshot' | 'image' | 'gallery-version' | 'nic' | 'public-ip';

export interface ResourceRef {
  readonly kind: ResourceKind;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** Only for gallery versions, whose `name` is the version. */
  readonly gallery?: string;
  readonly definition?: string;
}

/** What a look at one resource says. `buildId` is the value of our tag; null when it has none. */
export interface ResourceSeen {
  readonly state: 'absent' | 'working' | 'ready' | 'failed';
  readonly id: string;
  readonly buildId: string | null;
  /** Percent of a replication; null when the cloud does not say. */
  readonly percent: number | null;
  /** Azure's code and words for a failure; '' otherwise. */
  readonly detail: string;
}

/** A virtual machine as it is now. */
export interface MachineState extends ResourceSeen {
  readonly name: string;
  readonly region: string;
  readonly size: string;
  readonly power: 'running' | 'starting' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated' | 'unknown';
  readonly generalized: boolean;
  readonly agentReady: boolean;
  readonly generation: 'V1' | 'V2' | null;
  readonly securityType: string | null;
  readonly osType: string | null;
  readonly osDiskId: string;
  readonly osDiskGb: number | null;
  readonly dataDisks: number;
  readonly diskEncryptionSet: boolean;
  readonly hasPlan: boolean;
  readonly adminName: string | null;
  readonly nicIds: readonly string[];
  /** Marketplace reference that it was made from; null when unknown. */
  readonly madeFrom: { readonly publisher: string; readonly offer: string; readonly sku: string } | null;
}

/** A managed run command as it is now. `output` is what Azure keeps: the last 4,096 bytes. */
export interface GuestState {
  readonly state: 'absent' | 'running' | 'succeeded' | 'failed' | 'timed-out' | 'canceled';
  readonly exitCode: number | null;
  readonly output: string;
  readonly error: string;
}
