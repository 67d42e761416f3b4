import type { BuildStep } from '../../../src/domain/build/build.ts';
import type { BuildView, FindingLine, RoadStep } from '../../../src/domain/build/views.ts';

const MAYA = { id: 'a-maya', name: 'Maya Lindqvist' };
const PAGE = { document: 'Windows 365 Enterprise: device images (learn.microsoft.com)', date: '2026-08-14' };
const SUBSCRIPTION = '/subscriptions/0f1e2d3c-1111-4222-8333-944455556666/resourceGroups/rg-images';
const COMPUTE = `${SUBSCRIPTION}/providers/Microsoft.Compute`;

function finding(ruleId: string, title: string, change: Partial<FindingLine>): FindingLine {
  const outcome = 'pass';
  return {
    ruleId,
    title,
    outcome,
    severity: 'stop',
    evidence: '',
    note: '',
    fix: '',
    howToFind: '',
    source: PAGE,
    ...change,
  };
}

const INSPECT = 'Inspect the machine. Of an image, make a machine and inspect that: Azure does not know.';

export const FINDINGS: readonly FindingLine[] = [
  finding('generation-2', 'Generation 2', { evidence: 'V2' }),
  finding('enterprise', 'Windows Enterprise', { evidence: 'Enterprise' }),
  finding('single-session', 'Single session', { evidence: 'Enterprise' }),
  finding('os-supported', 'A version of Windows that Microsoft still supports', {
    evidence: 'Windows 11 25H2, support until 2028-10-10',
  }),
  finding('no-recovery-partition', 'No recovery partition', {
    outcome: 'fail',
    evidence: '1 recovery partition',
    fix: 'Remove the recovery partition: Repave can do it on the machine.',
  }),
  finding('reserved-storage', 'Reserved storage is off', {
    outcome: 'warn',
    severity: 'warn',
    evidence: 'enabled',
    fix: 'Run DISM.exe /Online /Set-ReservedStorageState /State:Disabled after updates have finished.',
    source: { document: 'Configuration Manager: errors when capturing a Windows 11 image', date: '2025-02-11' },
  }),
  finding('never-enrolled', 'Never enrolled in Intune', { outcome: 'unknown', howToFind: INSPECT }),
];

const GENERATION_1: FindingLine = finding('generation-2', 'Generation 2', {
  outcome: 'fail',
  evidence: 'Generation 1',
  note: 'was-right-in-2021',
  fix: 'Build from a Generation 2 image, or convert the machine.',
});

const UNKNOWN = FINDINGS.filter(({ outcome }) => outcome === 'unknown');

const STEPS: readonly BuildStep[] = [
  'check-source',
  'create-machine',
  'customise',
  'confirm-seal',
  'stop-machine',
  'snapshot',
  'copy',
  'sysprep',
  'deallocate',
  'generalize',
  'capture',
  'confirm-import',
  'import',
  'clean-up',
];
const MINUTES = [1, 6, 185, 12, 2, 3, 5, 7, 2, 1, 9, 22, 71, 10];

/** The road when the build is at this step; all done when it is at none of them. */
function roadAt(step: BuildStep, state: RoadStep['state'] = 'now'): readonly RoadStep[] {
  const here = STEPS.includes(step) ? STEPS.indexOf(step) : STEPS.length;
  return STEPS.map((name, index) => {
    if (index === here) return { step: name, state, minutes: null };
    return index < here
      ? { step: name, state: 'done', minutes: MINUTES[index] ?? null }
      : { step: name, state: 'ahead', minutes: null };
  });
}

export const MACHINE: NonNullable<BuildView['machine']> = {
  id: `${COMPUTE}/virtualMachines/rpv-k7mq2xwz-m`,
  name: 'rpv-k7mq2xwz-m',
  region: 'westeurope',
  size: 'Standard_D4s_v5',
  osDiskId: `${COMPUTE}/disks/rpv-k7mq2xwz-m-os`,
  subnetId: null,
  privateIp: '10.20.4.7',
  publicIp: null,
  userName: 'repaveadmin',
  power: 'running',
  generation: 'V2',
  securityType: 'Standard',
  hours: 3.1,
  cost: { amount: 1.33, currency: 'EUR' },
};

export const BUILD: BuildView = {
  kind: 'build',
  buildId: 'b-2026-11-golden-k7mq2xwz',
  revision: 7,
  title: 'Contoso W11 25H2 2.1.0',
  request: {
    source: {
      kind: 'marketplace',
      publisher: 'MicrosoftWindowsDesktop',
      offer: 'windows-ent-cpc',
      sku: 'win11-25h2-ent-cpc-m365',
      version: '26200.6899.251110',
    },
    place: {
      subscriptionId: '0f1e2d3c-1111-4222-8333-944455556666',
      resourceGroup: 'rg-images',
      region: 'westeurope',
    },
    machine: { size: 'Standard_D4s_v5', subnetId: 'subnet', publicIp: false },
    capture: { route: 'managed', name: 'contoso-w11-25h2-210' },
    image: { name: 'Contoso W11 25H2', version: '2.1.0' },
    keepMachine: false,
    ruleSet: '2026-09',
  },
  step: 'customise',
  since: '2026-11-26T08:19:00.000Z',
  road: roadAt('customise'),
  percent: null,
  usual: null,
  pace: null,
  machine: MACHINE,
  findings: FINDINGS,
  findingsAt: '2026-11-26T11:02:00.000Z',
  packages: [],
  packagesFound: 0,
  recoveryPartitions: 1,
  guest: null,
  lastResult: null,
  sealWanted: false,
  round: 0,
  trouble: null,
  diagnosis: null,
  captured: null,
  importing: null,
  importAsk: null,
  sealAsk: null,
  ended: null,
  left: [],
  startedBy: MAYA,
  startedAt: '2026-11-26T08:12:00.000Z',
  updatedAt: '2026-11-26T11:24:00.000Z',
  superseded: false,
};

function at(step: BuildStep, change: Partial<BuildView>): BuildView {
  return { ...BUILD, step, road: roadAt(step), since: '2026-11-26T10:53:00.000Z', ...change };
}

const PACKAGES: BuildView['packages'] = [
  { fullName: 'Microsoft.WidgetsPlatformRuntime_1.6.14.0_x64__8wekyb3d8bbwe', user: 'repaveadmin' },
  { fullName: 'Microsoft.Winget.Source_2026.1120.814.0_neutral__8wekyb3d8bbwe', user: '' },
];

const SCRIPT: BuildView['lastResult'] = {
  no: 3,
  kind: 'script',
  at: '2026-11-26T11:18:00.000Z',
  outcome: 'failed',
  exitCode: 1603,
  output:
    'Found 7-Zip [7zip.7zip] Version 25.01\nSuccessfully verified installer hash\nStarting package install...\n\nInstaller failed with exit code: 1603',
};

const SEAL: NonNullable<BuildView['sealAsk']> = {
  stays: MACHINE.name,
  runsWhileCopied: false,
  copy: 'rpv-k7mq2xwz-c1',
  captureName: 'contoso-w11-25h2-210',
  keepMachine: false,
  ownsMachine: true,
  unknown: 1,
};

const OWN_MACHINE: BuildView['request'] = {
  ...BUILD.request,
  source: { kind: 'machine', machineId: `${COMPUTE}/virtualMachines/W11-GOLD` },
  machine: null,
  capture: { route: 'gallery', gallery: 'contosoGallery', definition: 'w11-ent-tl', version: '2.1.0' },
};

const CAPTURED = `${COMPUTE}/images/contoso-w11-25h2-210`;
const IMPORTING = { name: 'Contoso W11 25H2', version: '2.1.0', errorCode: null, deviceImageId: 'img-1' };

const IMPORT_ASK: NonNullable<BuildView['importAsk']> = {
  name: 'Contoso W11 25H2',
  version: '2.1.0',
  used: 14,
  limit: 20,
  unused: [],
  visible: true,
  unknown: [],
  problem: null,
};

const UNUSED: NonNullable<BuildView['importAsk']>['unused'] = [
  { id: 'img-22h2', name: 'Contoso W11 22H2', version: '1.4.0', wayBackFor: [] },
  { id: 'img-24h2', name: 'Contoso W11 24H2', version: '1.9.2', wayBackFor: ['Engineering – Europe'] },
];

export const DIAGNOSIS: NonNullable<BuildView['diagnosis']> = {
  code: 'appx-package',
  subject: 'Microsoft.WidgetsPlatformRuntime_1.6.14.0_x64__8wekyb3d8bbwe',
  user: 'repaveadmin',
  commands: [
    "Remove-AppxPackage -AllUsers -Package 'Microsoft.WidgetsPlatformRuntime_1.6.14.0_x64__8wekyb3d8bbwe'",
    "Get-AppxProvisionedPackage -Online | Where-Object DisplayName -eq 'Microsoft.WidgetsPlatformRuntime' | Remove-AppxProvisionedPackage -Online",
  ],
  evidence: [
    '2026-11-26 11:20:44, Error SYSPRP Package Microsoft.WidgetsPlatformRuntime_1.6.14.0_x64__8wekyb3d8bbwe was installed for a user, but not provisioned for all users. This package will not function properly in the sysprep image.',
    '2026-11-26 11:20:44, Error SYSPRP Failed to remove apps for the current user: 0x80073cf2.',
  ],
};

const GIVEN_UP: NonNullable<BuildView['ended']> = {
  outcome: 'given-up',
  by: MAYA,
  at: '2026-11-26T11:20:00.000Z',
  reason: 'The VPN client does not install',
};
const READY: BuildView['ended'] = { ...GIVEN_UP, outcome: 'ready', reason: '', at: '2026-11-26T13:48:00.000Z' };
const REFUSED: BuildView['trouble'] = {
  why: { code: 'source-refused', facts: { rules: 1 } },
  since: '2026-11-26T08:13:00.000Z',
  isFinal: true,
};
const USUAL = { p50Minutes: 25, p90Minutes: 40 };
const AT_SOURCE = { machine: null, findings: [], findingsAt: null, recoveryPartitions: 0 };

export function listBuilds(): Readonly<Record<string, BuildView>> {
  return {
    'build-checking': at('check-source', AT_SOURCE),
    'build-refused': at('check-source', {
      ...AT_SOURCE,
      request: { ...BUILD.request, source: { kind: 'image', imageId: `${COMPUTE}/images/w10-gold-2021` } },
      road: [{ step: 'check-source', state: 'failed', minutes: null }, ...roadAt('check-source').slice(-3)],
      findings: [GENERATION_1, ...FINDINGS.slice(1, 4)],
      trouble: REFUSED,
    }),
    'build-creating': at('create-machine', { ...AT_SOURCE, usual: { p50Minutes: 6, p90Minutes: 12 }, pace: 'stuck' }),
    'build-customise': BUILD,
    'build-customise-new': {
      ...BUILD,
      findings: [],
      findingsAt: null,
      recoveryPartitions: 0,
      machine: { ...MACHINE, hours: 0.1 },
    },
    'build-customise-packages': { ...BUILD, packages: PACKAGES, packagesFound: 5, lastResult: SCRIPT },
    'build-customise-busy': { ...BUILD, guest: { kind: 'script', since: '2026-11-26T11:20:00.000Z' } },
    'build-customise-own': {
      ...BUILD,
      request: OWN_MACHINE,
      machine: { ...MACHINE, name: 'W11-GOLD', power: 'deallocated', userName: null, cost: null },
    },
    'build-last-look': { ...BUILD, sealWanted: true, guest: { kind: 'inspect', since: '2026-11-26T11:22:00.000Z' } },
    'build-seal': at('confirm-seal', { sealAsk: SEAL }),
    'build-seal-own': at('confirm-seal', {
      request: OWN_MACHINE,
      sealAsk: { ...SEAL, stays: 'W11-GOLD', ownsMachine: false, runsWhileCopied: true, unknown: 0 },
    }),
    'build-working': at('capture', { usual: USUAL, pace: 'normal', percent: 60 }),
    'build-late': at('capture', { usual: USUAL, pace: 'late', since: '2026-11-26T10:32:00.000Z' }),
    'build-trouble': at('copy', {
      trouble: {
        why: { code: 'azure-busy', facts: { attempted: 'make the disk of the copy' } },
        since: '2026-11-26T11:10:00.000Z',
        isFinal: false,
      },
    }),
    'build-stopped': at('copy', {
      road: roadAt('copy', 'failed'),
      trouble: {
        why: { code: 'quota-short', facts: { name: 'Standard DSv5 Family vCPUs', needed: 4, free: 2 } },
        since: '2026-11-26T11:10:00.000Z',
        isFinal: true,
      },
    }),
    'build-sysprep-failed': at('sysprep-failed', { road: roadAt('sysprep', 'failed'), diagnosis: DIAGNOSIS }),
    'build-import-ask': at('confirm-import', { captured: CAPTURED, importAsk: IMPORT_ASK }),
    'build-import-unknown': at('confirm-import', {
      captured: CAPTURED,
      importAsk: { ...IMPORT_ASK, visible: false, unknown: UNKNOWN, problem: { code: 'not-visible', facts: {} } },
    }),
    'build-import-full': at('confirm-import', {
      captured: CAPTURED,
      importAsk: { ...IMPORT_ASK, used: 20, unused: UNUSED, problem: { code: 'image-limit', facts: { limit: 20 } } },
    }),
    'build-import': at('import', {
      captured: CAPTURED,
      importing: IMPORTING,
      usual: { p50Minutes: 60, p90Minutes: 120 },
      pace: 'normal',
    }),
    'build-import-failed': at('import', {
      captured: CAPTURED,
      road: roadAt('import', 'failed'),
      importing: { ...IMPORTING, errorCode: 'sourceImageNotGeneralized' },
      trouble: {
        why: { code: 'import-failed', facts: { errorCode: 'sourceImageNotGeneralized' } },
        since: '2026-11-26T11:10:00.000Z',
        isFinal: true,
      },
    }),
    'build-ready': at('clean-up', {
      ended: READY,
      importing: IMPORTING,
      left: ['rpv-k7mq2xwz-m', 'rpv-k7mq2xwz-m-os'],
    }),
    'build-done': at('done', { ended: READY, importing: IMPORTING }),
    'build-given-up': at('done', { ended: GIVEN_UP, left: ['rpv-k7mq2xwz-s1'] }),
    'build-not-built': at('done', {
      ...AT_SOURCE,
      ended: { ...GIVEN_UP, outcome: 'refused' },
      findings: [GENERATION_1],
    }),
    'build-superseded': { ...BUILD, superseded: true },
  };
}
