/** What is known of an image or a machine that may become one. `null` is "not known": no rule may take it for good. */
export interface ImageFacts {
  readonly generation: 'V1' | 'V2' | null;
  readonly osType: string | null;
  readonly osState: 'Generalized' | 'Specialized' | null;
  readonly architecture: string | null;
  readonly securityType: 'Standard' | 'TrustedLaunch' | 'TrustedLaunchSupported' | 'ConfidentialVM' | null;
  readonly diskGb: number | null;
  readonly dataDisks: number | null;
  readonly diskEncryptionSet: boolean | null;
  readonly azureDiskEncryption: boolean | null;
  /** Built from an offer that has a purchase plan. */
  readonly paidOffer: boolean | null;
  /** Marketplace: `Active`, `ScheduledForDeprecation`, `Deprecated`. */
  readonly deprecation: string | null;
  /** `EditionID` of Windows: Enterprise, EnterpriseN, EnterpriseS (LTSC), ServerRdsh (multi-session), Professional … */
  readonly edition: string | null;
  /** "26200.4946": build and patch revision. */
  readonly osBuild: string | null;
  /** "25H2". */
  readonly osVersion: string | null;
  readonly recoveryPartitions: number | null;
  /** `off`, or the state that BitLocker is in. */
  readonly bitlocker: string | null;
  readonly domainJoined: boolean | null;
  readonly entraJoined: boolean | null;
  readonly enrolled: boolean | null;
  readonly fslogix: boolean | null;
  readonly avdAgents: boolean | null;
  readonly startMenuApps: number | null;
  /** AppX packages that will break sysprep. */
  readonly blockingPackages: number | null;
  readonly pendingReboot: boolean | null;
  readonly reservedStorage: 'enabled' | 'disabled' | null;
  readonly defenderOnboarded: boolean | null;
  /** The CD-ROM driver may start: clones hang in their first start when it may not. */
  readonly cdromEnabled: boolean | null;
  /** Registry value `ImageState` of Windows setup. */
  readonly imageState: string | null;
  readonly agentReady: boolean | null;
  /** Windows 365 lists this image (or others of the same subscription) as a source: its service principal can read there. */
  readonly visibleToWindows365: boolean | null;
  /** The network connection's subscription is the image's own. Only the rules of 2021 ask. */
  readonly sameSubscriptionAsConnection: boolean | null;
}

export const UNKNOWN_FACTS: ImageFacts = {
  generation: null,
  osType: null,
  osState: null,
  architecture: null,
  securityType: null,
  diskGb: null,
  dataDisks: null,
  diskEncryptionSet: null,
  azureDiskEncryption: null,
  paidOffer: null,
  deprecation: null,
  edition: null,
  osBuild: null,
  osVersion: null,
  recoveryPartitions: null,
  bitlocker: null,
  domainJoined: null,
  entraJoined: null,
  enrolled: null,
  fslogix: null,
  avdAgents: null,
  startMenuApps: null,
  blockingPackages: null,
  pendingReboot: null,
  reservedStorage: null,
  defenderOnboarded: null,
  cdromEnabled: null,
  imageState: null,
  agentReady: null,
  visibleToWindows365: null,
  sameSubscriptionAsConnection: null,
};

/** An AppX package that sysprep will stumble over: installed for somebody, not provisioned for everybody. */
export interface BlockingPackage {
  readonly fullName: string;
  /** Windows account that has it; '' when the machine did not say. */
  readonly user: string;
}

/** What the inspection script found inside the machine, parsed and capped. */
export interface InspectionReport {
  readonly facts: Partial<ImageFacts>;
  readonly packages: readonly BlockingPackage[];
  /** Packages found in all: more than listed when the list was cut. */
  readonly packagesFound: number;
  /** What the script could not read, by name: those facts stay unknown. */
  readonly unread: readonly string[];
  readonly computerName: string;
}
