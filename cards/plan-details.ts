import type { PlanSummary, WaveSummary } from '../src/domain/views-plan.ts';
import type { LeftOut } from '../src/domain/plan.ts';
import type { ProtectionRule, RolloutRequest } from '../src/domain/request.ts';
import { proofModeOf } from '../src/domain/proof.ts';
import { quorumOf } from '../src/domain/votes.ts';
import {
  countCloudPcs,
  escapeText,
  formatDay,
  formatMinutes,
  formatMoment,
  formatSlotShort,
  formatZone,
  joinNames,
} from './format.ts';
import { dropEmpty, listLines, listNames } from './lists.ts';
import type { Section } from './lists.ts';
import { say } from './text/say.ts';
import { explain, explainCheck } from './words.ts';
import { wordProofMode } from './words-proof.ts';

/** Rows that a details list shows before it counts the rest: a plan of 50,000 must fit into a message. */
const ROWS = 12;
const NAMES = 8;

/** What stands behind "Details": waves, rules, zones, left out, warnings, way back. */
export function detailsOf(summary: PlanSummary, zone: string): readonly Section[] {
  const { requestedBy, madeAt } = summary;
  return dropEmpty([
    section(say('plan.details-waves'), summary.waves, (wave) => wordWave(wave, zone)),
    section(say('plan.details-rules'), wordRules(summary.request, zone), (rule) => rule),
    section(say('plan.details-zones'), summary.zones.length > 4 ? summary.zones : [], wordZone),
    section(say('plan.details-left-out'), groupByReason(summary.leftOut), (ones) => wordLeftOut(ones, zone)),
    section(say('plan.details-warnings'), summary.warnings, wordWarning),
    section(say('plan.details-way-back'), summary.rollback.reasons, (why) => escapeText(explain(why, zone))),
    section(say('plan.details-asked-for'), [requestedBy.name], (name) =>
      say('plan.asked-by', { name: escapeText(name), at: formatMoment(madeAt, zone) }),
    ),
  ]);
}

function section<T>(heading: string, items: readonly T[], word: (item: T) => string): Section {
  return { heading, lines: listLines(items, { cap: ROWS, word }) };
}

function wordWave(wave: WaveSummary, zone: string): string {
  const title = wave.wave === 0 ? say('plan.wave-first') : say('plan.wave', { n: String(wave.wave + 1) });
  const [first, last] = [formatDay(wave.firstAt, zone), formatDay(wave.lastAt, zone)];
  const days = first === last ? first : say('plan.days-to', { first, last });
  const names = listNames(wave.names, { cap: NAMES, total: wave.targets, word: (name) => escapeText(name, 80) });
  return say('plan.wave-line', { wave: title, days, cloudPcs: countCloudPcs(wave.targets), names });
}

function wordRules(request: RolloutRequest, zone: string): readonly string[] {
  const { waves, postponements, failureCount, failurePercent } = request;
  return [
    say(`plan.rule-concurrency-${waves.promotion}`, { n: waves.concurrency }),
    say('plan.rule-told', { lead: formatMinutes(request.leadMinutes), n: postponements }),
    say('plan.rule-failures', { n: failureCount, percent: String(failurePercent) }),
    say('plan.rule-settle', { settle: formatMinutes(request.settleMinutes) }),
    say('plan.rule-deadline', { at: formatMoment(request.deadlineAt, zone) }),
    wordProofMode(proofModeOf(request)),
    ...(request.window.freeze.length > 0
      ? [say('plan.rule-freeze', { days: joinNames(request.window.freeze, 10) })]
      : []),
    ...wordAsked(request),
  ];
}

/** What was asked for beyond the usual: nothing for a plan that asks for none of it. */
function wordAsked(request: RolloutRequest): readonly string[] {
  const { expedite, goLive, reminders, protection } = request;
  const quorum = quorumOf(request);
  const times = (reminders ?? []).map((minutes) => formatMinutes(minutes));
  return [
    ...(expedite ? [say('plan.rule-expedite', { why: escapeText(expedite.why, 300) })] : []),
    ...(quorum > 1 ? [say('plan.rule-quorum', { n: quorum })] : []),
    ...(goLive === 'separate' ? [say('plan.rule-go-live')] : []),
    ...(reminders ? [wordReminders(times)] : []),
    ...(protection ? [wordProtection(protection)] : []),
  ];
}

function wordReminders(times: readonly string[]): string {
  return times.length === 0
    ? say('plan.rule-no-reminders')
    : say('plan.rule-reminders', { times: joinNames(times, 10) });
}

function wordProtection(rule: ProtectionRule): string {
  if (rule.kind === 'restore-point') return say('plan.rule-restore-point');
  return say('plan.rule-export', { place: escapeText(rule.storageAccountId.split('/').at(-1) ?? '', 80) });
}

function wordZone({ zone, people, first }: PlanSummary['zones'][number]): string {
  const start = formatSlotShort(first, zone);
  return say('plan.zone-line', { zone: formatZone(zone, first.startAt), n: people, first: start });
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
  return say('plan.left-out-line', { names: listNames(ones, { cap: NAMES, word: nameOf }), reason });
}

function nameOf({ cloudPcName, owner }: LeftOut): string {
  const cloudPc = escapeText(cloudPcName, 60);
  return owner === '' ? cloudPc : say('plan.cloud-pc-of', { cloudPc, owner: escapeText(owner, 60) });
}

function wordWarning(check: PlanSummary['warnings'][number]): string {
  const { title, reason, fix } = explainCheck(check);
  const subject = check.subject === '' ? '' : ` (${escapeText(check.subject, 80)})`;
  return say('plan.warning-line', { title, subject, rest: escapeText(`${reason} ${fix}`) });
}
