import type { UndoView } from '../../../src/domain/view-undo.ts';

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

export function listUndos(): Readonly<Record<string, UndoView>> {
  return {
    undo: UNDO,
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
