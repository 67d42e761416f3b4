import type { PlanSummary, WaveSummary } from '../src/domain/views-plan.ts';
import type { LeftOut } from '../src/domain/plan.ts';
import type { RolloutRequest } from '../src/domain/request.ts';
import type { Json } from './actions.ts';
import {
  countOf,
  escapeText,
  formatDay,
  formatMinutes,
  formatMoment,
  formatNumber,
  formatSlotShort,
  formatZone,
  joinNames,
} from './format.ts';
import { explain, explainCheck } from './words.ts';

/** Rows that a details list shows before it counts the rest: a plan of 50,000 must fit into a message. */
const ROWS = 12;
const NAMES = 8;

interface Section {
  readonly [key: string]: Json;
  readonly heading: string;
  readonly lines: string;
}

/** What stands behind "Details": waves, rules, zones, left out, warnings, way back. Empty sections are dropped. */
export function detailsOf(summary: PlanSummary, zone: string): readonly Section[] {
  const sections = [
    section(
      'Waves',
      summary.waves.map((wave) => wordWave(wave, zone)),
    ),
    section('Rules', wordRules(summary.request, zone)),
    section('Time zones', summary.zones.length > 4 ? summary.zones.map(wordZone) : []),
    section('Left out', wordLeftOut(summary.leftOut, zone)),
    section(
      'Warnings',
      summary.warnings.map((check) => wordWarning(check)),
    ),
    section(
      'Way back',
      summary.rollback.reasons.map((why) => escapeText(explain(why, zone))),
    ),
    section('Asked for', [`by ${escapeText(summary.requestedBy.name)} on ${formatMoment(summary.madeAt, zone)}`]),
  ];
  return sections.filter(({ lines }) => lines !== '');
}

function section(heading: string, lines: readonly string[]): Section {
  const rest = lines.length - ROWS;
  const shown = rest > 0 ? [...lines.slice(0, ROWS), `and ${formatNumber(rest)} more`] : lines;
  return { heading, lines: shown.map((line) => `- ${line}`).join('\n') };
}

function wordWave(wave: WaveSummary, zone: string): string {
  const title = wave.wave === 0 ? 'First wave' : `Wave ${wave.wave + 1}`;
  const days = [...new Set([formatDay(wave.firstAt, zone), formatDay(wave.lastAt, zone)])].join(' to ');
  const names = wave.names.slice(0, NAMES).map((name) => escapeText(name, 60));
  const rest = wave.targets - names.length;
  const list = rest > 0 ? [...names, `${formatNumber(rest)} more`] : names;
  return `${title}, ${days}: ${countOf(wave.targets, 'Cloud PC')} (${joinNames(list, list.length)})`;
}

function wordRules(request: RolloutRequest, zone: string): readonly string[] {
  const { waves, postponements } = request;
  const next = waves.promotion === 'automatic' ? 'by itself after a good result' : 'when an admin says so';
  const moves = postponements === 1 ? 'once' : `${postponements} times`;
  return [
    `At most ${formatNumber(waves.concurrency)} at the same time. The next wave starts ${next}`,
    `Everybody is told at least ${formatMinutes(request.leadMinutes)} ahead and may move their date ${moves}`,
    `It stops by itself from ${countOf(request.failureCount, 'failure')} on, when they are more than ${request.failurePercent} % of those started`,
    `Each counts as done after ${formatMinutes(request.settleMinutes)} of quiet`,
    `Nothing starts after ${formatMoment(request.deadlineAt, zone)}`,
    ...(request.window.freeze.length > 0 ? [`No work on ${joinNames(request.window.freeze, 10)}`] : []),
  ];
}

function wordZone({ zone, people, first }: PlanSummary['zones'][number]): string {
  const start = formatSlotShort(first, zone);
  return `${formatZone(zone, first.startAt)}: ${countOf(people, 'person', 'people')}, first on ${start}`;
}

/** One line a reason, the Cloud PCs named behind it. */
function wordLeftOut(leftOut: readonly LeftOut[], zone: string): readonly string[] {
  const byReason = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const reason = explain(one.why, zone);
    const known = byReason.get(reason);
    if (known) known.push(one);
    else byReason.set(reason, [one]);
  }
  return [...byReason].map(([reason, ones]) => {
    const names = ones.slice(0, NAMES).map(nameOf);
    const rest = ones.length - names.length;
    const list = rest > 0 ? [...names, `${formatNumber(rest)} more`] : names;
    return `${joinNames(list, list.length)}: ${escapeText(reason)}`;
  });
}

function nameOf({ cloudPcName, owner }: LeftOut): string {
  return owner === '' ? escapeText(cloudPcName, 60) : `${escapeText(cloudPcName, 60)} of ${escapeText(owner, 60)}`;
}

function wordWarning(check: PlanSummary['warnings'][number]): string {
  const { title, reason, fix } = explainCheck(check);
  const subject = check.subject === '' ? '' : ` (${escapeText(check.subject, 80)})`;
  return escapeText(`${title}`) + `${subject}: ${escapeText(`${reason} ${fix}`)}`;
}
