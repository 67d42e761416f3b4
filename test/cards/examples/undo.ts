import type { UndoView } from '../../../src/domain/view-undo.ts';
import type { ReportCopy, View } from '../../../src/domain/views.ts';
import { NOTICE } from './notices.ts';
import { REPORT } from './rollouts.ts';

const COPY: NonNullable<UndoView['copy']> = {
  kind: 'restore-point',
  state: 'ready',
  createdAt: '2026-11-25T14:06:00.000Z',
  expiresAt: '2026-12-23T14:06:00.000Z',
  isExpired: false,
  account: '',
  snapshotId: 'CPC_0c3f_77aa',
};

/** Rebuilt, with a restore point of before. */
export const UNDO: UndoView = {
  kind: 'undo',
  rolloutId: 'r-2026-11-autumn',
  title: 'Contoso W11 25H2 2.0.0',
  cloudPcId: 'pc-dana',
  cloudPcName: 'CPC-DANA-7K2QX',
  cloudPcNameNow: 'CPC-DANA-9QW4T',
  personName: 'Dana Weber',
  outcome: 'verified',
  wipedAt: '2026-11-25T18:10:00.000Z',
  imageBefore: 'Contoso W11 24H2 1.9.2',
  imageAfter: 'Contoso W11 25H2 2.0.0',
  copyAsked: true,
  copy: COPY,
  outsideFiles: 3,
  rollback: 'yes',
  mayRollBack: true,
  requesterName: 'Maya Lindqvist',
};

const POINT: ReportCopy = {
  kind: 'restore-point',
  state: 'ready',
  createdAt: '2026-11-25T14:06:00.000Z',
  deletedAt: '2026-12-23T14:06:00.000Z',
  where: '',
};
const DISK: ReportCopy = {
  ...POINT,
  kind: 'export',
  where: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/stcloudpccopies',
};

/** The way back, and what is said of copies before and after. */
export function listUndos(): Readonly<Record<string, View>> {
  return {
    undo: UNDO,
    'report-copies': {
      ...REPORT,
      rows: REPORT.rows.map((row, index) => ({ ...row, copy: index === 0 ? DISK : POINT })),
    },
    'notice-copy': { ...NOTICE, copy: { state: 'to-come', madeAt: null } },
    'undo-export': {
      ...UNDO,
      copy: { ...COPY, kind: 'export', account: 'stcloudpccopies', expiresAt: null },
      outsideFiles: null,
      rollback: 'unknown',
      mayRollBack: false,
    },
    'undo-expired': {
      ...UNDO,
      copy: { ...COPY, isExpired: true },
      outsideFiles: 0,
      rollback: 'no',
      mayRollBack: false,
    },
    'undo-not-wiped': {
      ...UNDO,
      cloudPcNameNow: 'CPC-DANA-7K2QX',
      outcome: 'cleared',
      wipedAt: null,
      copyAsked: false,
      copy: null,
      mayRollBack: false,
    },
  };
}
