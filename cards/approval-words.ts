import type { ApprovalView, Difference } from '../src/domain/views-plan.ts';
import { escapeText, formatMinutes, formatMoment, wordDays } from './format.ts';
import { listLines } from './lists.ts';
import { findMessage, say } from './text/say.ts';

export interface Banner {
  readonly title: string;
  readonly style: 'good' | 'warning' | 'attention' | 'emphasis';
  readonly lines: readonly string[];
}

/** What became of the request, above the plan. No title while it waits and nothing has changed. */
export function bannerOf(view: ApprovalView, zone: string): Banner {
  switch (view.state) {
    case 'pending':
      return pendingBanner(view, zone);
    case 'approved':
      return { title: say('approval.approved'), style: 'good', lines: decisionLines(view, zone) };
    case 'rejected':
      return { title: say('approval.rejected'), style: 'attention', lines: decisionLines(view, zone) };
    case 'expired':
      return { title: say('approval.expired'), style: 'warning', lines: [say('approval.expired-why')] };
    case 'void': {
      const why = say('approval.void-why', { name: nameOf(view), revision: view.revision });
      const lines = [why, ...differencesOf(view.differences, zone)];
      return { title: say('approval.void'), style: 'warning', lines };
    }
    case 'late': {
      const lines = [...decisionLines(view, zone), say('approval.late-why')];
      return { title: say('approval.late'), style: 'warning', lines };
    }
    case 'aborted':
      return endBanner(view);
  }
}

function endBanner(view: ApprovalView): Banner {
  if (!view.endedWhy)
    return { title: say('approval.aborted'), style: 'attention', lines: [say('approval.aborted-why')] };
  const why = say('approval.ended-why', { name: nameOf(view) });
  return { title: say('approval.ended'), style: 'attention', lines: [why] };
}

function nameOf({ summary }: ApprovalView): string {
  return escapeText(summary.requestedBy.name, 80);
}

/** A click that came with an older plan: nothing was approved, and this is what differs. */
function pendingBanner(view: ApprovalView, zone: string): Banner {
  if (view.differences.length === 0) return { title: '', style: 'emphasis', lines: [] };
  const lines = [say('approval.changed-why'), ...differencesOf(view.differences, zone)];
  return { title: say('approval.changed'), style: 'warning', lines };
}

/** A bulleted list in one text; nothing when there is none. */
export function differencesOf(differences: readonly Difference[], zone: string): readonly string[] {
  const lines = listLines(differences, { cap: 8, word: (difference) => wordDifference(difference, zone) });
  return lines === '' ? [] : [lines];
}

/** "Cloud PCs: 208 → 214". Names of what was added or removed stand alone. */
function wordDifference({ what, before, after }: Difference, zone: string): string {
  const known = findMessage(`approval.diff-${what}`);
  const title = known ? say(known) : escapeText(what, 80);
  const now = wordValue(what, after, zone);
  if (before === '') return say('approval.diff-line', { title, now });
  return say('approval.diff-change', { title, before: wordValue(what, before, zone), now });
}

/** Values that are codes are named like `approval.diff-proof-measured`; everything else is a number, a date or a name. */
function wordValue(what: string, value: string, zone: string): string {
  if (value === '') return say('approval.diff-nothing');
  if (what === 'first-date' || what === 'deadline') return formatMoment(value, zone);
  if (what === 'lead' || what === 'settle') return formatMinutes(Number(value));
  if (what === 'reminders')
    return value
      .split(', ')
      .map((minutes) => formatMinutes(Number(minutes)))
      .join(', ');
  const coded = findMessage(`approval.diff-${what}-${value}`);
  if (coded) return say(coded);
  if (what === 'window') return wordWindow(value);
  if (what === 'ticks') return value.replace(/[a-z-]+/g, nameTick);
  return escapeText(value, 300);
}

function wordWindow(value: string): string {
  const named = value.replace(/^[\d,]+/, wordDays).replace(/ person$/, say('approval.diff-own-time'));
  return escapeText(named, 120);
}

function nameTick(item: string): string {
  const known = findMessage(`item.${item}`);
  return known === undefined ? item : say(known);
}

function decisionLines({ decision, votes }: ApprovalView, zone: string): readonly string[] {
  if (!decision) return [];
  const who = say('approval.by', { name: escapeText(decision.by.name), at: formatMoment(decision.at, zone) });
  const others = (votes?.by ?? []).filter((name) => name !== decision.by.name).map((name) => escapeText(name, 80));
  const together =
    decision.decision === 'approved' && others.length > 0
      ? [say('approval.together', { names: others.join(', ') })]
      : [];
  const said = decision.comment === '' ? [] : [say('approval.quoted', { text: escapeText(decision.comment) })];
  return [who, ...together, ...said];
}
