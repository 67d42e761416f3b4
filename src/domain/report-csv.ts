import type { ReportRow, ReportView } from './views.ts';

const COLUMNS: readonly (readonly [string, (row: ReportRow) => string | number])[] = [
  ['cloud_pc', (row) => row.cloudPcName],
  ['cloud_pc_now', (row) => row.cloudPcNameNow],
  ['user', (row) => row.upn],
  ['name', (row) => row.personName],
  ['wave', (row) => row.wave + 1],
  ['outcome', (row) => row.outcome],
  ['told_at_utc', (row) => row.toldAt],
  ['started_at_utc', (row) => row.startedAt],
  ['ready_at_utc', (row) => row.readyAt],
  ['minutes', (row) => row.minutes ?? ''],
  ['attempts', (row) => row.attempts],
  ['reason', (row) => row.why],
  ['reach', (row) => row.reach?.state ?? ''],
  ['acknowledged_at_utc', (row) => row.reach?.acknowledgedAt ?? ''],
  ['not_reached_because', (row) => row.reach?.why ?? ''],
  ['reach_tries', (row) => row.reach?.tries ?? ''],
  ['manager', (row) => row.reach?.manager ?? ''],
];

/** Only where the plan asked for copies. */
const COPY_COLUMNS: typeof COLUMNS = [
  ['copy', (row) => (row.copy ? `${row.copy.kind} ${row.copy.state}` : '')],
  ['copy_made_at_utc', (row) => row.copy?.createdAt ?? ''],
  ['copy_deleted_at_utc', (row) => row.copy?.deletedAt ?? ''],
  ['copy_storage_account', (row) => row.copy?.where ?? ''],
];

/**
 * Every target as a line of CSV (RFC 4180), times in UTC. Cells that a spreadsheet would run as a formula, full-width signs included,
 * are defused with a quote mark (owasp.org, CSV injection).
 */
export function reportCsv(view: ReportView): string {
  const columns = view.rows.some(({ copy }) => copy) ? [...COLUMNS, ...COPY_COLUMNS] : COLUMNS;
  const lines = view.rows.map((row) => columns.map(([, read]) => cell(read(row))).join(','));
  return [columns.map(([name]) => name).join(','), ...lines].join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
