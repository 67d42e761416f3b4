import type { CopyState, Snapshot } from '../../src/domain/copy.ts';
import type { CopyNews } from '../../src/domain/protect-news.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { NOW } from './domain.ts';

export const ACCOUNT = '/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stcopies';

/** A good copy, ordered three hours ago and made a minute later. */
export function aCopy(change: Partial<CopyState> = {}): CopyState {
  const orderedAt = change.orderedAt ?? plusMinutes(NOW, -180);
  return {
    state: 'ready',
    kind: 'restore-point',
    where: '',
    slotRevision: 1,
    tries: 1,
    orderedAt,
    answeredAt: plusMinutes(orderedAt, 1),
    readAt: plusMinutes(orderedAt, 90),
    replaces: null,
    snapshotId: 'point-1',
    createdAt: plusMinutes(orderedAt, 1),
    health: 'healthy',
    expiresAt: plusMinutes(orderedAt, 28 * 24 * 60),
    trouble: '',
    detail: '',
    ...change,
  };
}

/** An order whose answer was taken, and of which nothing was seen yet. */
export function anOrder(change: Partial<CopyState> = {}): CopyState {
  const nothing = { snapshotId: null, createdAt: null, expiresAt: null, readAt: null, health: 'unknown' } as const;
  return aCopy({ state: 'ordered', ...nothing, ...change });
}

export function aSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    id: 'point-1',
    cloudPcId: 'pc-0',
    type: 'manual',
    isReady: true,
    createdAt: plusMinutes(NOW, -179),
    expiresAt: plusMinutes(NOW, 27 * 24 * 60),
    health: 'healthy',
    ...change,
  };
}

export function theNews(change: Partial<CopyNews> = {}): CopyNews {
  return { snapshots: [], actions: [], ...change };
}
