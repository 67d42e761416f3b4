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
      return { title: '✓ Approved', style: 'good', lines: decisionLines(view, zone) };
    case 'rejected':
      return { title: '✕ Rejected', style: 'attention', lines: decisionLines(view, zone) };
    case 'expired':
      return {
        title: 'Expired',
        style: 'warning',
        lines: ['Nobody answered in time. Nothing was done. The requester can plan again.'],
      };
    case 'void':
      return {
        title: 'This plan no longer counts',
        style: 'warning',
        lines: ['A newer plan has taken its place.', ...differencesOf(view, zone)],
      };
    case 'late':
      return {
        title: 'Approved, but late',
        style: 'warning',
        lines: [
          ...decisionLines(view, zone),
          'The first date has passed, so nothing starts by itself. Start now with new dates, or plan again?',
        ],
      };
    case 'aborted':
      return {
        title: 'Aborted',
        style: 'attention',
        lines: ['This rollout was stopped for good. Nothing new starts.'],
      };
  }
}

/** A click that came with an older plan: nothing was approved, and this is what differs. */
function pendingBanner(view: ApprovalView, zone: string): Banner {
  if (view.differences.length === 0) return { title: '', style: 'emphasis', lines: [] };
  return {
    title: 'The plan has changed: nothing was approved',
    style: 'warning',
    lines: ['Please look at what is different, then decide again.', ...differencesOf(view, zone)],
  };
}

function differencesOf(view: ApprovalView, zone: string): readonly string[] {
  const lines = listLines(view.differences, { cap: 8, word: (difference) => wordDifference(difference, zone) });
  return lines === '' ? [] : [lines];
}

/** "Cloud PCs: 208 → 214". Names of what was added or removed stand alone. */
function wordDifference({ what, before, after }: Difference, zone: string): string {
  const title = DIFFERENCES[what] ?? escapeText(what, 80);
  if (before === '') return `${title}: ${wordValue(what, after, zone)}`;
  return `${title}: ${wordValue(what, before, zone)} → ${wordValue(what, after, zone)}`;
}

const DIFFERENCES: Readonly<Record<string, string>> = {
  image: 'Image',
  policies: 'Policies',
  'cloud-pcs': 'Cloud PCs',
  'left-out': 'Left out',
  'first-date': 'First date',
  window: 'Days and hours',
  freeze: 'Days off',
  lead: 'Told ahead',
  postponements: 'Times a person may postpone',
  deadline: 'End',
  waves: 'Waves (first; then percent; at the same time)',
  promotion: 'Next wave',
  settle: 'Quiet time before “ready”',
  'way-back': 'Way back to the old image',
  limits: 'Stops at (failures; percent)',
  ticks: 'Ticks for everybody',
  proof: 'Saved data is proven by',
  added: 'Added',
  removed: 'Removed',
};

function wordValue(what: string, value: string, zone: string): string {
  if (value === '') return 'nothing';
  if (what === 'first-date' || what === 'deadline') return formatMoment(value, zone);
  if (what === 'lead' || what === 'settle') return formatMinutes(Number(value));
  if (what === 'proof') return value.replaceAll('-', ' ');
  if (what === 'promotion') return value === 'by-person' ? 'when a person says so' : 'by itself after a good test';
  if (what === 'window')
    return escapeText(value.replace(/^[\d,]+/, wordDays).replace(/ person$/, ', everybody’s own time'), 120);
  if (what === 'ticks') return value.replace(/[a-z-]+/g, (item) => nameTick(item));
  return escapeText(value, 300);
}

function nameTick(item: string): string {
  const known = findMessage(`item.${item}`);
  return known === undefined ? item : say(known);
}

function decisionLines({ decision }: ApprovalView, zone: string): readonly string[] {
  if (!decision) return [];
  const who = `By ${escapeText(decision.by.name)} on ${formatMoment(decision.at, zone)}.`;
  return decision.comment === '' ? [who] : [who, `“${escapeText(decision.comment)}”`];
}
