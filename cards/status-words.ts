import type { StatusView } from '../src/domain/views.ts';
import type { Banner } from './approval-words.ts';
import type { JsonObject } from './actions.ts';
import { countOf, escapeText, formatNumber, formatShort } from './format.ts';
import { dropEmpty, listLines, listNames } from './lists.ts';
import type { Section } from './lists.ts';
import { explain, wordHold, wordHoldKind, wordWaiting } from './words.ts';

const ROWS = 6;

/** Who stopped it, why and since when. No title while it runs. */
export function stopBanner(view: Pick<StatusView, 'hold' | 'aborted'>, zone: string): Banner {
  if (view.aborted) {
    const { by, at, reason } = view.aborted;
    const lines = [`By ${escapeText(by.name)} on ${formatShort(at, zone)}: ${escapeText(reason)}`];
    return { title: 'Aborted: nothing new starts', style: 'attention', lines };
  }
  if (!view.hold) return { title: '', style: 'emphasis', lines: [] };
  const { title, next } = wordHoldKind(view.hold.kind);
  const lines = [
    wordHold(view.hold),
    next,
    `By ${escapeText(view.hold.by.name)} since ${formatShort(view.hold.since, zone)}`,
  ];
  return { title, style: 'warning', lines: lines.filter((line) => line !== '') };
}

/** The dates people ask for first. */
export function factsOf(view: StatusView, zone: string): readonly JsonObject[] {
  const isOver = view.phase === 'completed' || view.phase === 'aborted';
  const { eta, nextStartAt } = view;
  const dates = isOver
    ? []
    : [
        ...(nextStartAt ? [fact('Next start', formatShort(nextStartAt, zone))] : []),
        ...(eta
          ? [fact('Likely done', formatShort(eta.p50At, zone)), fact('At worst', formatShort(eta.p90At, zone))]
          : []),
        fact('Nothing starts after', formatShort(view.deadlineAt, zone)),
      ];
  return dates;
}

/** What is wrong, what runs, what waits and why. */
export function sectionsOf(view: StatusView, zone: string): readonly Section[] {
  return dropEmpty([
    section('Problems', view.problems, ({ cloudPcName, personName, why }) => {
      return `**${machineOf(cloudPcName, personName)}**: ${escapeText(explain(why, zone))}`;
    }),
    section('Being rebuilt now: cannot be stopped', view.inFlight, ({ cloudPcName, personName, since }) => {
      return `${machineOf(cloudPcName, personName)}, since ${formatShort(since, zone)}`;
    }),
    section('Waiting', view.waiting, wordWaitingLine),
  ]);
}

/** What stands behind "Details": waves, policies, and who joined meanwhile. */
export function detailsOf(view: StatusView, zone: string): readonly Section[] {
  return dropEmpty([
    section('Waves so far', view.verdicts, wordVerdict),
    section('Policies', view.switches, (change) => wordSwitch(view, change, zone)),
    section('Joined meanwhile, with the new image', view.newJoiners, (name) => escapeText(name, 60)),
  ]);
}

function wordWaitingLine({ code, count, names }: StatusView['waiting'][number]): string {
  const who = listNames(names, { cap: 3, total: count, word: (name) => escapeText(name, 60) });
  const why = wordWaiting(code) ?? `for a reason of their own: ${code}`;
  return `${formatNumber(count)} ${why}${names.length === 0 ? '' : ` (${who})`}`;
}

function wordVerdict({ wave, verdict, evidence, promotedBy }: StatusView['verdicts'][number]): string {
  const title = wave === 0 ? 'First wave' : `Wave ${wave + 1}`;
  const failed = evidence.failed > 0 ? `, ${formatNumber(evidence.failed)} failed` : '';
  const complaints = evidence.complaints > 0 ? `, ${countOf(evidence.complaints, 'complaint')}` : '';
  const outcome = promotedBy ? `next wave started by ${escapeText(promotedBy.name)}` : VERDICTS[verdict];
  return `${title}: ${formatNumber(evidence.verified)} of ${formatNumber(evidence.targets)} done${failed}${complaints}; ${outcome}`;
}

const VERDICTS = { promote: 'good', hold: 'not good enough', inconclusive: 'proves nothing' };

function wordSwitch(view: StatusView, change: StatusView['switches'][number], zone: string): string {
  const name = escapeText(view.policyNames[change.policyId] ?? change.policyName, 80);
  if (change.seen === 'other') return `“${name}”: names a third image that nobody approved`;
  if (change.seen === 'unknown') return `“${name}”: not looked at yet`;
  const image = change.seen === 'after' ? 'new image' : 'old image';
  if (change.seen !== change.wanted) return `“${name}”: still the ${image}, being switched`;
  const since = change.doneAt ? ` since ${formatShort(change.doneAt, zone)}` : '';
  return `“${name}”: ${image}${since}`;
}

function machineOf(cloudPcName: string, personName: string): string {
  return `${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)})`;
}

function fact(title: string, value: string): JsonObject {
  return { title, value };
}

function section<T>(heading: string, items: readonly T[], word: (item: T) => string): Section {
  return { heading, lines: listLines(items, { cap: ROWS, word }) };
}
