import type { StatusView } from '../src/domain/views.ts';
import type { Banner } from './approval-words.ts';
import { reviewSection } from './approval-review.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, formatNumber, formatShort } from './format.ts';
import { dropEmpty, listLines, listNames } from './lists.ts';
import type { Section } from './lists.ts';
import { say } from './text/say.ts';
import { explain, wordHold, wordHoldKind, wordWaiting } from './words.ts';

const ROWS = 6;

/** Who stopped it, why and since when, and which policies could not be put back. No title while it runs. */
export function stopBanner(view: Stopped & Pick<StatusView, 'switches' | 'policyNames'>, zone: string): Banner {
  const { title, style, lines } = reasonBanner(view, zone);
  const stuck = view.switches.filter(isStuck).map((one) => wordSwitch(view, one, zone));
  if (stuck.length === 0) return { title, style, lines };
  return title === ''
    ? { title: say('status.way-back-refused'), style: 'attention', lines: stuck }
    : { title, style, lines: [...lines, ...stuck] };
}

/** Ordered back in vain: the new image stays until a person does something about it. */
function isStuck({ wanted, seen, gaveUpAt }: StatusView['switches'][number]): boolean {
  return Boolean(gaveUpAt) && wanted === 'before' && seen !== 'before';
}

type Stopped = Pick<StatusView, 'hold' | 'aborted' | 'goLiveOpen'>;

function reasonBanner(view: Stopped, zone: string): Banner {
  if (view.aborted?.code) {
    return { title: say('approval.ended'), style: 'attention', lines: [say('approval.ended-requester')] };
  }
  if (view.aborted) {
    const { by, at, reason } = view.aborted;
    const lines = [
      say('status.aborted-by', {
        by: escapeText(by.name),
        at: formatShort(at, zone),
        reason: escapeText(reason),
      }),
    ];
    return { title: say('status.aborted-title'), style: 'attention', lines };
  }
  if (!view.hold) return goLiveBanner(view.goLiveOpen, zone);
  const { title, next } = wordHoldKind(view.hold.kind);
  const lines = [
    wordHold(view.hold),
    next,
    ...wordResumeAsked(view.hold),
    say('status.held-by', { by: escapeText(view.hold.by.name), at: formatShort(view.hold.since, zone) }),
  ];
  return { title, style: 'warning', lines: lines.filter((line) => line !== '') };
}

/** Nothing stops it, but nothing starts either while nobody has said yes to the switch. */
function goLiveBanner(open: StatusView['goLiveOpen'], zone: string): Banner {
  if (!open) return { title: '', style: 'emphasis', lines: [] };
  const { askedAt, remindedAt, deputies } = open;
  const lines = [
    say('status.go-live-asked', { at: formatShort(askedAt, zone) }),
    ...(remindedAt ? [say('status.go-live-reminded', { at: formatShort(remindedAt, zone), deputies })] : []),
  ];
  return { title: say('status.go-live-open'), style: 'warning', lines };
}

function wordResumeAsked({ resumeAsked }: NonNullable<StatusView['hold']>): readonly string[] {
  if (!resumeAsked) return [];
  const { by, found } = resumeAsked;
  return [say('rights.status-asked', { by: escapeText(by.name), found: escapeText(found) })];
}

/** The dates people ask for first. */
export function factsOf(view: StatusView, zone: string): readonly JsonObject[] {
  const isOver = view.phase === 'completed' || view.phase === 'aborted';
  const { eta, nextStartAt } = view;
  const dates = isOver
    ? []
    : [
        ...(nextStartAt ? [fact(say('status.fact-next-start'), formatShort(nextStartAt, zone))] : []),
        ...(eta
          ? [
              fact(say('status.fact-likely'), formatShort(eta.p50At, zone)),
              fact(say('status.fact-worst'), formatShort(eta.p90At, zone)),
            ]
          : []),
        fact(say('status.fact-deadline'), formatShort(view.deadlineAt, zone)),
      ];
  return [...dates, ...toldFact(view)];
}

/** Who was told, once anybody was written to. */
export function toldFact({ reach, targets }: Pick<StatusView, 'reach' | 'targets'>): readonly JsonObject[] {
  if (!reach || reach['not-sent'] === targets) return [];
  const told = reach.delivered + reach.acknowledged;
  const missed = reach.unreachable + reach['in-doubt'];
  const value = say('reach.fact-value', { told, people: targets, answered: reach.acknowledged, missed });
  return [fact(say('reach.fact'), value)];
}

/** What is wrong, what runs, what waits and why. */
export function sectionsOf(view: StatusView, zone: string): readonly Section[] {
  return dropEmpty([
    reviewSection(view.review, zone),
    section(say('status.problems'), view.problems, ({ cloudPcName, personName, why }) => {
      return say('status.problem-line', {
        machine: machineOf(cloudPcName, personName),
        why: escapeText(explain(why, zone)),
      });
    }),
    section(say('status.in-flight'), view.inFlight, ({ cloudPcName, personName, since }) => {
      return say('status.in-flight-line', {
        machine: machineOf(cloudPcName, personName),
        at: formatShort(since, zone),
      });
    }),
    section(say('rights.status-cases'), view.openCases ?? [], (one) => wordCaseLine(one, zone)),
    section(say('status.waiting'), view.waiting, wordWaitingLine),
  ]);
}

function wordCaseLine(
  { number, what, personName, cloudPcName, since }: NonNullable<StatusView['openCases']>[number],
  zone: string,
): string {
  const who = { number, person: escapeText(personName, 60), cloudPc: escapeText(cloudPcName, 60) };
  return say('rights.cases-line', { ...who, what: say(`rights.what-${what}`), since: formatShort(since, zone) });
}

/** What stands behind "Details": waves, policies, and who joined meanwhile. */
export function detailsOf(view: StatusView, zone: string): readonly Section[] {
  return dropEmpty([
    section(say('status.waves-so-far'), view.verdicts, wordVerdict),
    section(say('status.policies'), view.switches, (change) => wordSwitch(view, change, zone)),
    section(say('status.joined'), view.newJoiners, (name) => escapeText(name, 60)),
  ]);
}

function wordWaitingLine({ code, count, names }: StatusView['waiting'][number]): string {
  const who = listNames(names, { cap: 3, total: count, word: (name) => escapeText(name, 60) });
  const why = wordWaiting(code) ?? say('waiting.own-reason', { code });
  const line = say('waiting.line', { count: formatNumber(count), why });
  return names.length === 0 ? line : `${line} (${who})`;
}

function wordVerdict({ wave, verdict, evidence, promotedBy }: StatusView['verdicts'][number]): string {
  const { verified, targets, failed, complaints } = evidence;
  return say('status.verdict-line', {
    wave: wave === 0 ? say('plan.wave-first') : say('plan.wave', { n: String(wave + 1) }),
    done: verified,
    all: targets,
    failed: failed > 0 ? say('status.verdict-failed', { n: failed }) : '',
    complaints: complaints > 0 ? say('status.verdict-complaints', { n: complaints }) : '',
    outcome: promotedBy
      ? say('status.verdict-promoted-by', { by: escapeText(promotedBy.name) })
      : say(`status.verdict-${verdict}`),
  });
}

function wordSwitch(
  view: Pick<StatusView, 'policyNames'>,
  change: StatusView['switches'][number],
  zone: string,
): string {
  const policy = escapeText(view.policyNames[change.policyId] ?? change.policyName, 80);
  if (isStuck(change)) return say('status.switch-stuck', { policy });
  if (change.seen === 'other') return say('status.switch-other', { policy });
  if (change.seen === 'unknown') return say('status.switch-unknown', { policy });
  if (change.seen !== change.wanted) return say(`status.switch-still-${change.seen}`, { policy });
  const since = change.doneAt ? ` ${say('status.since', { at: formatShort(change.doneAt, zone) })}` : '';
  return say(`status.switch-${change.seen}`, { policy, since });
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
