import { shortHash } from '../src/domain/plan.ts';
import type { ReportRow, ReportView } from '../src/domain/views.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { rollBackButton } from './buttons-end.ts';
import { reviewButton, reviewSection } from './approval-review.ts';
import { bindCopies } from './copy-report.ts';
import { countCloudPcs, escapeText, formatMinutes, formatMoment, plainText } from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { bindBar, bindCounts, wordProgress } from './progress.ts';
import { createTemplate } from './render.ts';
import { toldFact } from './status-words.ts';
import source from './report.json' with { type: 'json' };
import { say } from './text/say.ts';
import { explain, wordRolloutPhase, wordTargetPhase } from './words.ts';

const fill = createTemplate(source);

const ROWS = 10;

/** The end of a rollout on one screen: result, times, who decided, and whether the record is whole. The rows are in the CSV. */
export function bindReport(view: ReportView, options: { readonly zone: string }): JsonObject {
  const done = view.counts.verified;
  const title = say('report.title', { done, cloudPcs: countCloudPcs(view.targets) });
  return fill({
    summary: plainText(say('report.summary', { title: view.title, progress: wordProgress(view.counts) })),
    eyebrow: say('report.eyebrow', { title: escapeText(view.title) }),
    title,
    lead: wordRolloutPhase(view.phase),
    bar: bindBar(view.counts),
    rows: bindCounts(view.counts),
    facts: factsOf(view, options.zone),
    sections: sectionsOf(view, options.zone),
    seal: wordSeal(view),
    sealStyle: view.auditIntact ? 'emphasis' : 'attention',
    small: `${say('report.small', { hash: shortHash(view.hash) })} ${say('evidence.line')}`,
    actions: [...reviewButton(view), packButton(view), ...(isOver(view) ? [rollBackButton(view.rolloutId)] : [])],
  });
}

/** The main thing, unless a review is owed. */
function packButton({ rolloutId, review }: ReportView): JsonObject {
  const look = review?.state === 'owed' ? {} : ({ style: 'positive' } as const);
  return executeButton(say('evidence.button'), 'rollout.pack', { rolloutId }, { ...look, ignoreInputs: true });
}

function isOver({ phase }: ReportView): boolean {
  return phase === 'completed' || phase === 'aborted';
}

function factsOf(view: ReportView, zone: string): readonly Json[] {
  const { startedAt, endedAt, medianMinutes, slowestMinutes } = view;
  return [
    { title: say('report.requester'), value: escapeText(view.requestedBy) || say('report.nobody') },
    { title: say('report.approver'), value: escapeText(view.approvedBy) || say('report.nobody') },
    { title: say('report.first-start'), value: startedAt ? formatMoment(startedAt, zone) : say('report.none') },
    { title: say('report.end'), value: endedAt ? formatMoment(endedAt, zone) : say('report.not-yet') },
    ...(medianMinutes === null
      ? []
      : [
          {
            title: say('report.time-taken'),
            value: say('report.half-within', { minutes: formatMinutes(medianMinutes) }),
          },
        ]),
    ...toldFact(view),
    ...(slowestMinutes === null ? [] : [{ title: say('report.slowest'), value: formatMinutes(slowestMinutes) }]),
  ];
}

/** Only what is not done is listed: the rest is fine. */
function sectionsOf(view: ReportView, zone: string): readonly Section[] {
  const open = view.rows.filter(({ outcome }) => outcome !== 'verified');
  return dropEmpty([
    reviewSection(view.review, zone),
    { heading: say('report.not-done'), lines: listLines(open, { cap: ROWS, word: wordRow }) },
    bindCopies(view, zone),
  ]);
}

function wordRow({ cloudPcName, personName, outcome, why }: ReportRow): string {
  const [code = ''] = why.split(' ');
  const reason = code === '' ? '' : say('report.row-reason', { reason: escapeText(explain({ code, facts: {} })) });
  const machine = `${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)})`;
  return say('report.row', { machine, outcome: wordTargetPhase(outcome).toLowerCase(), reason });
}

function wordSeal({ auditEntries, auditIntact }: ReportView): string {
  return auditIntact ? say('report.seal-whole', { n: auditEntries }) : say('report.seal-altered');
}
