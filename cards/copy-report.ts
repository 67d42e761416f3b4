import type { ReportCopy, ReportView } from '../src/domain/views.ts';
import { escapeText, formatMoment } from './format.ts';
import { listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { say } from './text/say.ts';

/** Where the copies of a rollout are and when they go away; nothing to say where the plan asked for none. */
export function bindCopies({ rows }: Pick<ReportView, 'rows'>, zone: string): Section {
  const made = rows.flatMap(({ copy }) => (copy?.state === 'ready' ? [copy] : []));
  const exported = Map.groupBy(
    made.filter(({ kind }) => kind === 'export'),
    ({ where }) => where,
  );
  const lines = [
    ...wordPoints(made, zone),
    ...[...exported].map(([where, copies]) => wordExport(where, copies.length)),
    ...(made.length > 0 ? [say('copies.report-survival')] : []),
  ];
  return {
    heading: say('copies.report-heading'),
    lines: listLines(lines, { cap: lines.length, word: (line) => line }),
  };
}

function wordPoints(copies: readonly ReportCopy[], zone: string): readonly string[] {
  const dated = copies.map(({ deletedAt }) => deletedAt).filter((at) => at !== '');
  const [first, last] = [dated.toSorted()[0], dated.toSorted().at(-1)];
  const undated = copies.length - dated.length;
  return [
    ...(first && last
      ? [
          say('copies.report-point', {
            count: dated.length,
            first: formatMoment(first, zone),
            last: formatMoment(last, zone),
          }),
        ]
      : []),
    ...(undated > 0 ? [say('copies.report-point-unknown', { count: undated })] : []),
  ];
}

function wordExport(where: string, count: number): string {
  return say('copies.report-export', { count, account: escapeText(where.split('/').at(-1) ?? '', 80) });
}
