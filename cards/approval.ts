import { shortHash } from '../src/domain/plan.ts';
import type { ApprovalView } from '../src/domain/views-plan.ts';
import { executeButton } from './actions.ts';
import type { JsonObject, PlanKey } from './actions.ts';
import { bannerOf } from './approval-words.ts';
import source from './approval.json' with { type: 'json' };
import { askFor, showCard } from './buttons.ts';
import { countOf, escapeText, formatMoment, plainText } from './format.ts';
import { bindPlanBody } from './plan-body.ts';
import { createTemplate } from './render.ts';

const fill = createTemplate(source);

/** Everything an approver needs to decide, and after the decision what came of it. Buttons only while there is something to decide. */
export function bindApproval(view: ApprovalView, options: { readonly zone: string }): JsonObject {
  const { summary } = view;
  const isOpen = view.state === 'pending' || view.state === 'late';
  const title = titleOf(view);
  const banner = bannerOf(view, options.zone);
  return fill({
    summary: plainText(
      `${banner.title === '' ? '' : `${banner.title}: `}${title} Asked for by ${summary.requestedBy.name}`,
    ),
    eyebrow: `${escapeText(summary.tenantName)} · approval`,
    title,
    lead: `**${escapeText(summary.requestedBy.name)}** asks: ${escapeText(summary.request.reason)}`,
    banner: banner.title,
    bannerStyle: banner.style,
    bannerLines: banner.lines.map((text) => ({ text })),
    plan: view.state === 'void' ? [] : bindPlanBody(summary, { zone: options.zone, isOpen }),
    expiry:
      view.state === 'pending'
        ? `Without an answer this request expires on ${formatMoment(view.expiresAt, options.zone)}.`
        : '',
    asksComment: view.state === 'pending',
    small: `${isOpen ? 'Your answer counts for exactly this plan: ' : 'Plan '}${shortHash(view.hash)}, revision ${view.revision}`,
    actions: buttonsOf(view),
  });
}

function titleOf({ summary, state }: ApprovalView): string {
  const count = countOf(summary.targets, 'Cloud PC');
  if (state === 'pending')
    return summary.planKind === 'roll-back'
      ? `Put the old image back on ${count}?`
      : `Approve a new image for ${count}?`;
  return summary.planKind === 'roll-back' ? `Old image back on ${count}` : `New image for ${count}`;
}

function buttonsOf(view: ApprovalView): readonly JsonObject[] {
  const key = { rolloutId: view.rolloutId, hash: view.hash };
  switch (view.state) {
    case 'pending':
      return [approveButton(key), rejectButton(key), checklistButton(key)];
    case 'late':
      return [
        executeButton('Start now', 'approval.start-now', key, { style: 'positive', tooltip: 'People get new dates' }),
        executeButton('Plan again', 'approval.replan', key),
      ];
    case 'void':
      return [executeButton('Show the current plan', 'approval.details', key)];
    case 'approved':
      return [executeButton('Status', 'status.refresh', { rolloutId: view.rolloutId }), checklistButton(key)];
    case 'rejected':
    case 'expired':
    case 'aborted':
      return [];
  }
}

function approveButton(key: PlanKey): JsonObject {
  return executeButton('Approve', 'approval.approve', key, { style: 'positive' });
}

function rejectButton(key: PlanKey): JsonObject {
  const ask = askFor({ id: 'reason', label: 'Why not?', error: 'Please give a reason: the requester sees it.' });
  const reject = executeButton('Reject the plan', 'approval.reject', key, { style: 'destructive' });
  return showCard('Reject', [ask], [reject], 'destructive');
}

function checklistButton(key: PlanKey): JsonObject {
  return executeButton('Checklist', 'checklist.open', { ...key, item: 'none' });
}
