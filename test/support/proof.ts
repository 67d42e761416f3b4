import type { ProofState } from '../../src/domain/proof.ts';
import { REPORT_SCHEMA } from '../../src/domain/proof-report.ts';
import type { ProofReport } from '../../src/domain/proof-report.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import { NOW } from './domain.ts';

/** A report of a Cloud PC on which nothing can be lost, made when it says. */
export function aReport(change: Partial<ProofReport> = {}): ProofReport {
  const at = change.at ?? plusMinutes(NOW, -60);
  return {
    schema: REPORT_SCHEMA,
    at,
    folders: { desktop: 'backed-up', documents: 'backed-up', pictures: 'backed-up' },
    oneDrive: {
      account: 'signed-in',
      sync: 'running',
      syncedAt: plusMinutes(at, -2),
      changedAt: plusMinutes(at, -30),
      pending: 0,
    },
    outside: { files: 0, bytes: 0, newestAt: null, complete: true, places: [] },
    app: { files: 0, list: [], isCut: false },
    unread: [],
    ...change,
  };
}

/** A run that was asked for and answered with this report, an hour ago unless said otherwise. */
export function aProof(
  report: Partial<ProofReport> = {},
  change: Partial<ProofState> & { readonly reportAt?: Instant } = {},
): ProofState {
  const { reportAt = report.at ?? plusMinutes(NOW, -60), ...rest } = change;
  const askedAt = plusMinutes(reportAt, -5);
  return {
    wantedAt: null,
    askedAt,
    readAt: plusMinutes(reportAt, 5),
    report: { at: reportAt, body: aReport({ at: reportAt, ...report }) },
    trouble: null,
    ...rest,
  };
}

/** The same as the script would print it. */
export function printReport(report: ProofReport): string {
  const second = (at: Instant | null) => (at === null ? null : `${at.slice(0, 19)}Z`);
  const { folders, oneDrive, app, unread } = report;
  const { places = [], ...outside } = report.outside;
  return JSON.stringify({
    v: REPORT_SCHEMA,
    at: second(report.at),
    kfm: folders,
    od: { ...oneDrive, syncedAt: second(oneDrive.syncedAt), changedAt: second(oneDrive.changedAt) },
    out: { ...outside, newestAt: second(outside.newestAt), top: places.map(({ path, bytes }) => [path, bytes]) },
    app: {
      files: app.files,
      cut: app.isCut,
      list: app.list.map(({ path, pattern, bytes, changedAt }) => [path, pattern, bytes, second(changedAt)]),
    },
    un: unread,
  });
}
