import { ERASURE } from '../audit-erasure.ts';
import type { TargetPhase } from '../target.ts';
import type { ReportRow, ReportView } from '../views.ts';
import { drawMinutes, drawProgress, drawShares } from './charts.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';
import { isComplete } from './records.ts';
import { decisions, overrides, time } from './summary-decisions.ts';
import type { Fact } from './summary-decisions.ts';
import { drawProofs, drawTold } from './summary-charts.ts';
import type { PackAsk, PackSource } from './source.ts';
import { writePage } from './page.ts';
import { wordReasons } from './reasons.ts';

/** The pack on one page that prints: no script, nothing loaded, every text of people escaped. Times are UTC. */
export function writeSummary(source: PackSource, ask: PackAsk, report: ReportView): string {
  const done = `${report.counts.verified} of ${report.targets} Cloud PCs done.`;
  return writePage({
    title: `${report.title}: evidence`,
    lead: `${done} Made ${time(ask.madeAt)} for ${ask.madeBy.name}.`,
    sections: [
      ['What came of it', drawOutcomes(report)],
      ['When', drawTimes(report)],
      ['What the safety of the data rested on', drawProofs(source.state.targets)],
      ['Who was told', drawTold(source.state.targets)],
      ['Minutes from start to ready', drawMinutes(report.rows.flatMap(({ minutes }) => minutes ?? []))],
      ['Who decided what', list(decisions(source))],
      ['Decided in place of a rule', list(overrides(source))],
      ['Plan', list(planFacts(source))],
      ['Every Cloud PC', table(report.rows), 'long'],
      ['The record', list(recordFacts(source, ask, report))],
    ],
  });
}

/** Good first, then what needs somebody, then what was not done. */
const OUTCOMES: readonly (readonly [phase: TargetPhase, look: string])[] = [
  ['verified', 'ready'],
  ['settling', 'started'],
  ['provisioning', 'started'],
  ['requested', 'started'],
  ['in-doubt', 'doubt'],
  ['failed', 'bad'],
  ['cleared', 'wait'],
  ['told', 'wait'],
  ['postponed', 'wait'],
  ['planned', 'wait'],
  ['excluded', 'other'],
];

function drawOutcomes({ counts }: ReportView): Markup {
  return drawShares(
    OUTCOMES.map(([phase, look]) => ({ label: phase.replaceAll('-', ' '), count: counts[phase], look })),
  );
}

function drawTimes({ rows }: ReportView): Markup {
  const there = (times: readonly string[]) => times.filter((at) => at !== '');
  return drawProgress(there(rows.map(({ startedAt }) => startedAt)), there(rows.map(({ readyAt }) => readyAt)));
}

function planFacts({ state, plans }: PackSource): readonly Fact[] {
  const { plan, hash } = state.rollout;
  const gone = plans.filter((one) => !isComplete(one)).length;
  return [
    ['Image', `${plan.image.name} ${plan.image.version}`],
    ['Hash', hash],
    ...plan.switches.map(
      ({ policyName, before, after }): Fact => ['Policy', `${policyName}: ${before.imageName} → ${after.imageName}`],
    ),
    ['Revisions', String(plans.length)],
    ['Left out', String(plan.leftOut.length)],
    ['Way back', plan.rollback.possible],
    ...(gone > 0 ? [['People erased from', `${gone} of ${plans.length} revisions`] as const] : []),
  ];
}

function recordFacts(
  { chain }: PackSource,
  { key }: PackAsk,
  { auditEntries, auditIntact }: ReportView,
): readonly Fact[] {
  const erasures = chain.filter(({ what }) => what === ERASURE).length;
  return [
    [
      'Audit chain',
      auditIntact ? `holds; ${auditEntries} entries are about this rollout` : 'does NOT hold: see verify',
    ],
    ['Last entry', chain.at(-1)?.hash ?? 'none'],
    ['Orders to erase people', String(erasures)],
    ['Signed with key', key.keyId],
  ];
}

function list(facts: readonly Fact[]): Markup {
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

const HEADS = ['Cloud PC', 'Person', 'Wave', 'Outcome', 'Told', 'Started', 'Ready', 'Min.', 'Tries', 'Reason'];

function table(rows: readonly ReportRow[]): Markup {
  return html`<p>Times are UTC.</p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            ${HEADS.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(tableRow)}
        </tbody>
      </table>
    </div>`;
}

function tableRow(row: ReportRow): Markup {
  const now = row.cloudPcNameNow === row.cloudPcName ? '' : `now ${row.cloudPcNameNow}`;
  return html`<tr>
    ${named(row.cloudPcName, now)} ${named(row.personName, row.upn)}
    <td class="number">${row.wave + 1}</td>
    <td>${row.outcome.replaceAll('-', ' ')}</td>
    ${[row.toldAt, row.startedAt, row.readyAt].map(timeCell)}
    <td class="number">${row.minutes ?? ''}</td>
    <td class="number">${row.attempts}</td>
    <td>${wordReasons(row.why)}</td>
  </tr> `;
}

function named(name: string, detail: string): Markup {
  return html`<td class="name">${name}${detail === '' ? '' : html`<small>${detail}</small>`}</td>`;
}

function timeCell(at: string): Markup {
  return html`<td class="time">${at.slice(0, 16).replace('T', ' ')}</td>`;
}
