import type {
  FreshnessView,
  ImageRow,
  ImageView,
  LeftoversView,
  PasswordView,
} from '../../../src/domain/build/views.ts';
import { DIAGNOSIS, FINDINGS } from './builds.ts';

const COMPUTE =
  '/subscriptions/0f1e2d3c-1111-4222-8333-944455556666/resourceGroups/rg-images/providers/Microsoft.Compute';
const AT = '2026-11-26T08:12:00.000Z';

export const IMAGE: ImageRow = {
  id: '3c1a6b52-0c1f-4b5f-9f1b-000000000021',
  name: 'Contoso W11 25H2',
  version: '2.1.0',
  status: 'ready',
  errorCode: null,
  os: 'Windows 11 Enterprise',
  osBuild: '26200.6899',
  supportEndsOn: '2028-10-10',
  daysLeft: 684,
  policies: ['Engineering – Europe', 'Sales – Global'],
  cloudPcs: 214,
  passport: {
    deviceImageId: '3c1a6b52-0c1f-4b5f-9f1b-000000000021',
    name: 'Contoso W11 25H2',
    version: '2.1.0',
    buildId: 'b-1',
    source: 'win11-25h2-ent-cpc-m365 26200.6899.251110',
    sourceId: `${COMPUTE}/images/contoso-w11-25h2-210`,
    parent: 'Contoso W11 25H2 2.0.0',
    ruleSet: '2026-09',
    findings: [],
    findingsAt: AT,
    accepted: ['never-enrolled'],
    osBuild: '26200.6899',
    osVersion: '25H2',
    builtBy: 'Maya Lindqvist',
    sealedBy: 'Maya Lindqvist',
    importedBy: 'Maya Lindqvist',
    importedAt: AT,
  },
  wayBackFor: [],
};

const OLD: ImageRow = {
  ...IMAGE,
  id: 'img-24h2',
  name: 'Contoso W11 24H2',
  version: '1.9.2',
  osBuild: '26100.4061',
  supportEndsOn: '2027-10-12',
  daysLeft: 320,
  policies: [],
  cloudPcs: 12,
  passport: null,
  wayBackFor: ['Engineering – Europe'],
};

const BROKEN: ImageRow = {
  ...OLD,
  id: 'img-x',
  name: 'Test import',
  version: '0.0.1',
  status: 'failed',
  errorCode: 'sourceImageNotGeneralized',
  os: '',
  osBuild: '',
  supportEndsOn: null,
  daysLeft: null,
  cloudPcs: 0,
  wayBackFor: [],
};

export const LEFTOVERS: LeftoversView = {
  kind: 'leftovers',
  takenAt: AT,
  items: [
    {
      id: `${COMPUTE}/snapshots/rpv-k7mq2xwz-s1`,
      kind: 'snapshot',
      name: 'rpv-k7mq2xwz-s1',
      resourceGroup: 'rg-images',
      buildTitle: 'Contoso W11 25H2 2.1.0',
      because: 'build-over',
      sizeGb: 127,
      createdAt: '2026-11-24T10:00:00.000Z',
    },
    {
      id: `${COMPUTE}/virtualMachines/rpv-a8pn44vt-c2`,
      kind: 'machine',
      name: 'rpv-a8pn44vt-c2',
      resourceGroup: 'rg-images',
      buildTitle: '',
      because: 'build-unknown',
      sizeGb: null,
      createdAt: null,
    },
  ],
};

export const PASSWORD: PasswordView & { readonly state: 'shown' } = {
  kind: 'password',
  buildId: 'b-2026-11-golden-k7mq2xwz',
  machineName: 'rpv-k7mq2xwz-m',
  state: 'shown',
  userName: 'repaveadmin',
  password: 'vT9#_qLm*2\\wR`7[xE](zK4)',
  address: '10.20.4.7',
  removeAt: '2026-11-26T11:34:00.000Z',
};

export const FRESHNESS: FreshnessView = {
  kind: 'freshness',
  at: AT,
  rows: [
    {
      image: { ...OLD, policies: ['Factory'], supportEndsOn: '2026-11-10', daysLeft: -16 },
      why: 'support-ended',
      days: -16,
    },
    {
      image: { ...OLD, name: 'Contoso W11 25H2', policies: ['Sales – Global'], daysLeft: 40 },
      why: 'support-ends',
      days: 40,
    },
    { image: IMAGE, why: 'patches-old', days: 75 },
  ],
};

const SOURCES: Extract<ImageView, { readonly kind: 'images' }>['sources'] = [
  { id: 's-1', name: 'contoso-w11-25h2-210', subscription: 'Contoso Production', kind: 'managed', imported: true },
  {
    id: 's-2',
    name: 'contosoGallery/w11-ent-tl/2.0.9',
    subscription: 'Contoso Production',
    kind: 'gallery',
    imported: false,
  },
];

export function listImageViews(): Readonly<Record<string, ImageView>> {
  const { kind, buildId, machineName } = PASSWORD;
  const key = { kind, buildId, machineName } as const;
  const check = { kind: 'image-check', title: 'W11-GOLD', ruleSet: '2026-09', takenAt: AT } as const;
  return {
    images: { kind: 'images', images: [IMAGE, OLD, BROKEN], sources: SOURCES, limit: 20, takenAt: AT },
    'images-none': { kind: 'images', images: [], sources: [], limit: 20, takenAt: AT },
    'image-check': { ...check, found: true, findings: FINDINGS },
    'image-check-good': { ...check, found: true, findings: FINDINGS.filter(({ outcome }) => outcome === 'pass') },
    'image-check-missing': { ...check, found: false, findings: [] },
    'image-delete': { kind: 'image-delete', image: OLD },
    'image-delete-used': { kind: 'image-delete', image: IMAGE },
    leftovers: LEFTOVERS,
    'leftovers-none': { ...LEFTOVERS, items: [] },
    doctor: { kind: 'doctor', diagnosis: DIAGNOSIS, buildId: 'b-2026-11-golden-k7mq2xwz', lines: 412 },
    'doctor-unknown': {
      kind: 'doctor',
      diagnosis: { code: 'unknown', subject: '', user: '', commands: [], evidence: [] },
      buildId: null,
      lines: 12,
    },
    freshness: FRESHNESS,
    password: PASSWORD,
    'password-coming': { ...key, state: 'coming' },
    'password-in-vault': {
      ...key,
      state: 'in-vault',
      userName: 'repaveadmin',
      where: 'contoso-build-vault',
      secretName: 'rpv-k7mq2xwz-m',
    },
    'password-removed': { ...key, state: 'removed', how: 'time' },
    'password-failed': { ...key, state: 'failed', why: { code: 'machine-off', facts: { name: machineName } } },
  };
}
