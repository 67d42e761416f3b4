import { shortHash } from '../src/domain/plan.ts';
import type { ReportRow, ReportView } from '../src/domain/views.ts';
import type { Json, JsonObject } from './actions.ts';
import { rollBackButton } from './buttons-end.ts';
import { bindCopies } from './copy-report.ts';
import { countOf, escapeText, formatMinutes, formatMoment, formatNumber, plainText } from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { bindBar, bindCounts, wordProgress } from './progress.ts';
import { createTemplate } from './render.ts';
import source from './report.json' with { type: 'json' };
import { explain, wordRolloutPhase, wordTargetPhase } from './words.ts';

const fill = createTemplate(source);

const ROWS = 10;

/** The end of a rollout on one screen: result, times, who decided, and whether the record is whole. The rows are in the CSV. */
export function bindReport(view: ReportView, options: { readonly zone: string }): JsonObject {
  const done = view.counts.verified;
  const title = `${formatNumber(done)} of ${countOf(view.targets, 'Cloud PC')} done`;
  return fill({
    summary: plainText(`Report of ${view.title}: ${wordProgress(view.counts)}`),
    eyebrow: `Report · ${escapeText(view.title)}`,
    title,
    lead: wordRolloutPhase(view.phase),
    bar: bindBar(view.counts),
    rows: bindCounts(view.counts),
    facts: factsOf(view, options.zone),
    sections: sectionsOf(view, options.zone),
    seal: wordSeal(view),
    sealStyle: view.auditIntact ? 'emphasis' : 'attention',
    small: `Plan ${shortHash(view.hash)}.`,
    actions: view.phase === 'completed' || view.phase === 'aborted' ? [rollBackButton(view.rolloutId)] : [],
  });
}

function factsOf(view: ReportView, zone: string): readonly Json[] {
  const { startedAt, endedAt, medianMinutes, slowestMinutes } = view;
  return [
    { title: 'Requester', value: escapeText(view.requestedBy) || 'nobody' },
    { title: 'Approver', value: escapeText(view.approvedBy) || 'nobody' },
    { title: 'First start', value: startedAt ? formatMoment(startedAt, zone) : 'none' },
    { title: 'End', value: endedAt ? formatMoment(endedAt, zone) : 'not yet' },
    ...(medianMinutes === null ? [] : [{ title: 'Time taken', value: `half within ${formatMinutes(medianMinutes)}` }]),
    ...(slowestMinutes === null ? [] : [{ title: 'Slowest', value: formatMinutes(slowestMinutes) }]),
  ];
}

/** Only what is not done is listed: the rest is fine. */
function sectionsOf(view: ReportView, zone: string): readonly Section[] {
  const open = view.rows.filter(({ outcome }) => outcome !== 'verified');
  return dropEmpty([
    { heading: 'Not done', lines: listLines(open, { cap: ROWS, word: wordRow }) },
    bindCopies(view, zone),
  ]);
}

function wordRow({ cloudPcName, personName, outcome, why }: ReportRow): string {
  const [code = ''] = why.split(' ');
  const reason = code === '' ? '' : `: ${escapeText(explain({ code, facts: {} }))}`;
  return `**${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)})**, ${wordTargetPhase(outcome).toLowerCase()}${reason}`;
}

function wordSeal({ auditEntries, auditIntact }: ReportView): string {
  if (auditIntact)
    return `✓ The record is whole: ${countOf(auditEntries, 'entry', 'entries')}, each sealed to the one before it.`;
  return '✕ The record has been altered. Keep a copy of the database and ask whoever runs Repave.';
}
