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

/** The end of a rollout on one screen: that the record was altered, if it was; result, times, who decided. The rows are in the CSV. */
export function bindReport(view: ReportView, options: { readonly zone: string }): JsonObject {
  const done = view.counts.verified;
  const title = say('report.title', { done, cloudPcs: countCloudPcs(view.targets) });
  const alarms = wordAlarm(view);
  return fill({
    summary: summarise(view, alarms),
    alarms,
    eyebrow: say('report.eyebrow', { title: escapeText(view.title) }),
    title,
    lead: wordRolloutPhase(view.phase),
    bar: bindBar(view.counts),
    rows: bindCounts(view.counts),
    facts: factsOf(view, options.zone),
    sections: sectionsOf(view, options.zone),
    seal: view.auditIntact ? say('report.seal-whole', { n: view.auditEntries }) : '',
    small: [
      say('report.small', { hash: shortHash(view.hash) }),
      ...(view.auditIntact ? [say('evidence.line')] : []),
    ].join(' '),
    actions: [...reviewButton(view), ...packButton(view), ...(isOver(view) ? [rollBackButton(view.rolloutId)] : [])],
  });
}

function summarise(view: ReportView, alarms: ReturnType<typeof wordAlarm>): string {
  const report = say('report.summary', { title: view.title, progress: wordProgress(view.counts) });
  return plainText([...alarms.map(({ title }) => title), report].join(' '));
}

/** Before anything else of the report: it may not be what happened. */
function wordAlarm({
  auditIntact,
  auditBrokenAt,
}: ReportView): readonly { readonly title: string; readonly text: string }[] {
  if (auditIntact) return [];
  return [{ title: say('report.altered-title', { n: auditBrokenAt ?? 0 }), text: say('report.altered-next') }];
}

/** The main thing, unless a review is owed; none of a record that was altered, which nobody should hand out. */
function packButton({ rolloutId, review, auditIntact }: ReportView): readonly JsonObject[] {
  if (!auditIntact) return [];
  const look = review?.state === 'owed' ? {} : ({ style: 'positive' } as const);
  return [executeButton(say('evidence.button'), 'rollout.pack', { rolloutId }, { ...look, ignoreInputs: true })];
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
