import type { ImageFacts } from '../domain/build/facts.ts';
import type { BuildPlace, BuildSource, CaptureTarget, MachineSpec } from '../domain/build/request.ts';
import type { GuestState, MachineState, ResourceRef, ResourceSeen } from '../domain/build/resources.ts';

/**
 * Azure, as far as images are made there. Every method is one or few requests and returns as soon as Azure has taken the order; what
 * came of it is seen by looking again, so a restart loses nothing. Throws `Failure` for trouble of the cloud: with
 * `retryAfterSeconds` when it passes (throttled, busy, 409 while another action runs), without when the order itself is refused
 * (`code` is Azure's own). Creating what exists already, and removing what is gone, are no trouble.
 */
export interface Workshop {
  /** Resource groups and subnets of a subscription, as its networks, machines and images tell. */
  readPlaces(subscriptionId: string): Promise<Places>;
  listMachines(subscriptionId: string): Promise<readonly MachineLine[]>;
  /** Managed images and gallery versions of a subscription. */
  listImages(subscriptionId: string): Promise<readonly ImageLine[]>;
  listOffers(ask: MarketAsk): Promise<readonly string[]>;
  listSkus(ask: MarketAsk & { readonly offer: string }): Promise<readonly string[]>;
  /** Newest first. */
  listVersions(ask: MarketAsk & { readonly offer: string; readonly sku: string }): Promise<readonly string[]>;
  /** Sizes that may serve as a build machine, with what stands against each in this region; cheap enough for a dialog. */
  listSizes(ask: { readonly subscriptionId: string; readonly region: string }): Promise<readonly SizeLine[]>;
  /** Free and needed cores for one more machine of this size. */
  readQuota(ask: {
    readonly subscriptionId: string;
    readonly region: string;
    readonly size: string;
  }): Promise<QuotaLine>;

  /** What Azure tells of a source without looking inside: everything else stays null. `found: false`: it is not there. */
  readSource(source: BuildSource, place: BuildPlace): Promise<SourceSeen>;
  /** What stands under the capture's name now; `definition` tells what a gallery definition would not take. */
  readCapture(place: BuildPlace, target: CaptureTarget): Promise<CaptureSeen>;

  look(ref: ResourceRef): Promise<ResourceSeen>;
  lookAtMachine(ref: ResourceRef): Promise<MachineState>;
  /** Addresses and subnet of a machine's first network card; null where there is none or it cannot be read. */
  readAddresses(machine: MachineState): Promise<{
    readonly privateIp: string | null;
    readonly publicIp: string | null;
    readonly subnetId: string | null;
  }>;
  /** Everything in this group that carries our tag. */
  listTagged(place: Pick<BuildPlace, 'subscriptionId' | 'resourceGroup'>): Promise<readonly TaggedLine[]>;

  createMachine(order: MachineOrder): Promise<void>;
  /** A machine from an existing disk (the copy); it has no operating system profile of its own. */
  createCopyMachine(order: CopyOrder): Promise<void>;
  createSnapshot(order: MadeOrder & { readonly sourceDiskId: string }): Promise<void>;
  createDisk(order: MadeOrder & { readonly snapshotId: string }): Promise<void>;
  startMachine(ref: ResourceRef): Promise<void>;
  deallocate(ref: ResourceRef): Promise<void>;
  generalize(ref: ResourceRef): Promise<void>;
  /** Managed image or gallery version from a generalized machine. */
  capture(order: {
    readonly place: BuildPlace;
    readonly target: CaptureTarget;
    readonly machineId: string;
    readonly buildId: string;
    readonly generation: 'V1' | 'V2';
  }): Promise<void>;
  remove(ref: ResourceRef): Promise<void>;

  lookAtGuest(machine: ResourceRef, name: string): Promise<GuestState>;
  /** Starts a PowerShell script inside the machine as SYSTEM. Secret parameters are sent so that Azure never gives them back. */
  startGuest(machine: ResourceRef, order: GuestOrder): Promise<void>;
  removeGuest(machine: ResourceRef, name: string): Promise<void>;
}

export interface MarketAsk {
  readonly subscriptionId: string;
  readonly region: string;
  readonly publisher: string;
}

export interface Places {
  readonly resourceGroups: readonly string[];
  readonly subnets: readonly SubnetLine[];
}

export interface SubnetLine {
  readonly id: string;
  readonly network: string;
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
}

export interface MachineLine {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly region: string;
  readonly size: string;
  readonly osType: string;
  readonly buildId: string | null;
  /** `Standard`, `TrustedLaunch` …; absent when the list does not tell. */
  readonly securityType?: string;
}

export interface ImageLine {
  readonly id: string;
  readonly kind: 'managed' | 'gallery';
  /** Name of the managed image, or "gallery/definition/version". */
  readonly name: string;
  readonly resourceGroup: string;
  readonly region: string;
}

export interface SizeLine {
  readonly name: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** '' when it can be had; else Azure's reason code (`NotAvailableForSubscription`, `QuotaId` …). */
  readonly restriction: string;
  readonly generation2: boolean;
  readonly trustedLaunch: boolean;
}

export interface QuotaLine {
  /** What Azure calls the quota: "Standard DDSv5 Family vCPUs". */
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly needed: number;
}

export interface SourceSeen {
  readonly found: boolean;
  readonly facts: Partial<ImageFacts>;
  /** For people: "Windows 11 Enterprise 25H2 (win11-25h2-ent)", the machine's or the image's name. */
  readonly title: string;
  readonly region: string | null;
  /** Set for machines. */
  readonly machine: MachineState | null;
}

export interface CaptureSeen extends ResourceSeen {
  /** Gallery only: `missing`, or what the definition says of generation, security type and architecture. */
  readonly definition:
    | 'missing'
    | {
        readonly generation: 'V1' | 'V2' | null;
        readonly securityType: string | null;
        readonly architecture: string | null;
        readonly osState: string | null;
      }
    | null;
}

export interface TaggedLine {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly buildId: string;
  readonly sizeGb: number | null;
  readonly createdAt: string | null;
}

export interface MadeOrder {
  readonly place: BuildPlace;
  readonly name: string;
  readonly buildId: string;
}

export interface MachineOrder extends MadeOrder {
  readonly source: BuildSource & { readonly kind: 'marketplace' };
  readonly spec: MachineSpec;
  readonly diskName: string;
  readonly nicName: string;
  readonly ipName: string;
  readonly securityType: 'Standard' | 'TrustedLaunch';
  readonly userName: string;
  /** In memory only; thrown away after the request. */
  readonly password: string;
}

export interface CopyOrder extends MadeOrder {
  readonly diskId: string;
  readonly nicName: string;
  readonly subnetId: string;
  readonly size: string;
  readonly securityType: 'Standard' | 'TrustedLaunch';
}

export interface GuestOrder {
  readonly name: string;
  /** Region of the machine. */
  readonly region: string;
  readonly script: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly secretParameters: Readonly<Record<string, string>>;
  readonly timeoutMinutes: number;
  /** True: the run command counts as done once the script has begun (it ends by itself, or switches the machine off). */
  readonly detached: boolean;
}

/** PowerShell that runs inside machines, by name; read from `guest/`. */
export interface GuestScripts {
  read(name: 'inspect' | 'sysprep' | 'remove-packages' | 'remove-recovery' | 'read-logs' | 'set-password'): string;
}

/** Windows 365's own list of images. */
export interface DeviceImages {
  /** Source images that Windows 365 can read now, managed and gallery. */
  listSources(): Promise<readonly VisibleSource[]>;
  /** Begins an import. Not safe to repeat blindly: look for name and version in the catalogue first. */
  create(image: {
    readonly name: string;
    readonly version: string;
    readonly sourceId: string;
  }): Promise<{ readonly id: string }>;
  retryUpload(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface VisibleSource {
  readonly resourceId: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly subscriptionName: string;
  readonly kind: 'managed' | 'gallery';
}

/** List price of a Windows machine an hour; null when nobody says. Never throws: a price is only for information. */
export interface Prices {
  hourly(size: string, region: string): Promise<{ readonly amount: number; readonly currency: string } | null>;
}

/** A vault for the password of a build machine; absent when none is configured. */
export interface Vault {
  put(name: string, secret: string): Promise<{ readonly where: string }>;
}

/** What people attach to a message, fetched with a limit. Throws `Failure` when it is too large, not text, or from a foreign host. */
export interface Attachments {
  readText(url: string): Promise<string>;
}
