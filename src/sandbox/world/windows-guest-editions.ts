import type { Random } from '../random.ts';
import type { WindowsGuest } from './windows-guest-state.ts';

export type GuestAsk = {
  readonly offer: string;
  readonly sku: string;
  readonly random: Random;
  readonly computerName: string;
  /** Somebody's account has a package that is not provisioned, as happens when the Store updates during a build. */
  readonly storeUpdated?: boolean;
};

/** A full name as Windows writes it; the package that packer-plugin-azure's users met most often. */
export const WIDGETS_PACKAGE = 'Microsoft.WidgetsPlatformRuntime_1.6.9.0_x64__8wekyb3d8bbwe';

/** Windows as the Marketplace image of this SKU brings it, after its first start. */
export function createWindowsGuest({ offer, sku, random, computerName, storeUpdated = false }: GuestAsk): WindowsGuest {
  const name = sku.toLowerCase();
  const edition = readEdition(name);
  return {
    computerName,
    edition,
    ...readRelease(name, edition),
    provisioned: [...PROVISIONED, ...(name.includes('m365') ? ['Microsoft.OutlookForWindows', 'MSTeams'] : [])],
    userPackages: storeUpdated ? [{ fullName: WIDGETS_PACKAGE, user: `${computerName}\\builder` }] : [],
    bitlocker: { status: 'FullyDecrypted', percent: 0 },
    pendingReboot: false,
    reservedStorage: 'enabled',
    // Images for Cloud PCs come without a recovery partition, those for machines at large with one.
    recovery: offer.toLowerCase() === 'windows-ent-cpc' ? [] : [{ disk: 0, partition: 4, sizeMb: 674 }],
    adJoined: false,
    entraJoined: false,
    enrolments: 0,
    fslogix: edition === 'ServerRdsh',
    avdAgents: edition === 'ServerRdsh' ? [...AVD_AGENTS] : [],
    startMenuApps: random.int(92, 131),
    disks: 1,
    diskGb: 127,
    imageState: 'IMAGE_STATE_COMPLETE',
    cdromStart: 1,
    defenderOnboarded: false,
    fixedComputerName: false,
    sysprepLogs: { errors: [], activity: [] },
    nextSysprep: 'as-it-is',
    unreadable: [],
    passwordsSetFor: [],
  };
}

const PROVISIONED: readonly string[] = [
  'Microsoft.DesktopAppInstaller',
  'Microsoft.MicrosoftStickyNotes',
  'Microsoft.Paint',
  'Microsoft.ScreenSketch',
  'Microsoft.StorePurchaseApp',
  'Microsoft.Windows.Photos',
  'Microsoft.WindowsCalculator',
  'Microsoft.WindowsNotepad',
  'Microsoft.WindowsStore',
  'Microsoft.WindowsTerminal',
  'MicrosoftWindows.Client.WebExperience',
];

const AVD_AGENTS: readonly string[] = [
  'Remote Desktop Agent Boot Loader',
  'Remote Desktop Services Infrastructure Agent',
  'Remote Desktop Services SxS Network Stack',
];

function readEdition(sku: string): string {
  if (sku.includes('-avd')) return 'ServerRdsh';
  if (sku.includes('-pro')) return 'Professional';
  if (sku.includes('ltsc')) return 'EnterpriseS';
  return /-entn\b/.test(sku) ? 'EnterpriseN' : 'Enterprise';
}

const RELEASES: Readonly<Record<string, string>> = {
  '25h2': '26200.6584',
  '24h2': '26100.6584',
  '23h2': '22631.5909',
  '22h2': '19045.6332',
};

function readRelease(sku: string, edition: string): Pick<WindowsGuest, 'operatingSystem' | 'build' | 'version'> {
  const release = /\d\dh2/.exec(sku)?.[0] ?? '24h2';
  const product = sku.startsWith('win10') ? 'Windows 10' : 'Windows 11';
  return {
    operatingSystem: `${product} ${EDITION_NAMES[edition] ?? 'Enterprise'}`,
    build: RELEASES[release] ?? '26100.6584',
    version: release.toUpperCase(),
  };
}

const EDITION_NAMES: Readonly<Record<string, string>> = {
  Enterprise: 'Enterprise',
  EnterpriseN: 'Enterprise N',
  EnterpriseS: 'Enterprise LTSC',
  Professional: 'Pro',
  ServerRdsh: 'Enterprise multi-session',
};
