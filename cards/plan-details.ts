import type { PlanSummary, WaveSummary } from '../src/domain/views-plan.ts';
import type { LeftOut } from '../src/domain/plan.ts';
import type { RolloutRequest } from '../src/domain/request.ts';
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
import { dropEmpty, listLines, listNames } from './lists.ts';
import type { Section } from './lists.ts';
import { explain, explainCheck } from './words.ts';
import { wordProofMode } from './words-proof.ts';

/** Rows that a details list shows before it counts the rest: a plan of 50,000 must fit into a message. */
const ROWS = 12;
const NAMES = 8;

/** What stands behind "Details": waves, rules, zones, left out, warnings, way back. */
export function detailsOf(summary: PlanSummary, zone: string): readonly Section[] {
  const { requestedBy, madeAt } = summary;
  return dropEmpty([
    section('Waves', summary.waves, (wave) => wordWave(wave, zone)),
    section('Rules', wordRules(summary.request, zone), (rule) => rule),
    section('Time zones', summary.zones.length > 4 ? summary.zones : [], wordZone),
    section('Left out', groupByReason(summary.leftOut), (ones) => wordLeftOut(ones, zone)),
    section('Warnings', summary.warnings, wordWarning),
    section('Way back', summary.rollback.reasons, (why) => escapeText(explain(why, zone))),
    section('Asked for', [requestedBy.name], (name) => `by ${escapeText(name)} on ${formatMoment(madeAt, zone)}`),
  ]);
}

function section<T>(heading: string, items: readonly T[], word: (item: T) => string): Section {
  return { heading, lines: listLines(items, { cap: ROWS, word }) };
}

function wordWave(wave: WaveSummary, zone: string): string {
  const title = wave.wave === 0 ? 'First wave' : `Wave ${wave.wave + 1}`;
  const days = [...new Set([formatDay(wave.firstAt, zone), formatDay(wave.lastAt, zone)])].join(' to ');
  const names = listNames(wave.names, { cap: NAMES, total: wave.targets, word: (name) => escapeText(name, 80) });
  return `${title}, ${days}: ${countOf(wave.targets, 'Cloud PC')} (${names})`;
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
    ...(request.proofMode ? [wordProofMode(request.proofMode)] : []),
    ...(request.window.freeze.length > 0 ? [`No work on ${joinNames(request.window.freeze, 10)}`] : []),
  ];
}

function wordZone({ zone, people, first }: PlanSummary['zones'][number]): string {
  const start = formatSlotShort(first, zone);
  return `${formatZone(zone, first.startAt)}: ${countOf(people, 'person', 'people')}, first on ${start}`;
}

/** Those with the same reason together, so that a thousand of them are one line. */
function groupByReason(leftOut: readonly LeftOut[]): readonly (readonly LeftOut[])[] {
  const groups = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const key = JSON.stringify(one.why);
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function wordLeftOut(ones: readonly LeftOut[], zone: string): string {
  const reason = ones[0] ? escapeText(explain(ones[0].why, zone)) : '';
  return `${listNames(ones, { cap: NAMES, word: nameOf })}: ${reason}`;
}

function nameOf({ cloudPcName, owner }: LeftOut): string {
  return owner === '' ? escapeText(cloudPcName, 60) : `${escapeText(cloudPcName, 60)} of ${escapeText(owner, 60)}`;
}

function wordWarning(check: PlanSummary['warnings'][number]): string {
  const { title, reason, fix } = explainCheck(check);
  const subject = check.subject === '' ? '' : ` (${escapeText(check.subject, 80)})`;
  return `${title}${subject}: ${escapeText(`${reason} ${fix}`)}`;
}
