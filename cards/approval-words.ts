import type { ApprovalView } from '../src/domain/views-plan.ts';
import { escapeText, formatMoment } from './format.ts';

export interface Banner {
  readonly title: string;
  readonly style: 'good' | 'warning' | 'attention' | 'emphasis';
  readonly lines: readonly string[];
}

/** What became of the request, above the plan. No title while it waits and nothing has changed. */
export function bannerOf(view: ApprovalView, zone: string): Banner {
  switch (view.state) {
    case 'pending':
      return pendingBanner(view);
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
        lines: ['A newer plan has taken its place.', ...differencesOf(view)],
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
function pendingBanner(view: ApprovalView): Banner {
  if (view.differences.length === 0) return { title: '', style: 'emphasis', lines: [] };
  return {
    title: 'The plan has changed: nothing was approved',
    style: 'warning',
    lines: ['Please look at what is different, then decide again.', ...differencesOf(view)],
  };
}

function differencesOf(view: ApprovalView): readonly string[] {
  const shown = view.differences.slice(0, 8).map(({ what, before, after }) => {
    return `- ${escapeText(what, 80)}: ${escapeText(before, 120) || 'nothing'} → ${escapeText(after, 120) || 'nothing'}`;
  });
  const rest = view.differences.length - shown.length;
  return shown.length === 0 ? [] : [[...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')];
}

function decisionLines({ decision }: ApprovalView, zone: string): readonly string[] {
  if (!decision) return [];
  const who = `By ${escapeText(decision.by.name)} on ${formatMoment(decision.at, zone)}.`;
  return decision.comment === '' ? [who] : [who, `“${escapeText(decision.comment)}”`];
}
