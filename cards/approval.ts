import { shortHash } from '../src/domain/plan.ts';
import type { ApprovalView } from '../src/domain/views-plan.ts';
import { executeButton } from './actions.ts';
import type { JsonObject, PlanKey } from './actions.ts';
import { partsAfter, partsBefore } from './approval-scope.ts';
import { bannerOf } from './approval-words.ts';
import source from './approval.json' with { type: 'json' };
import { askFor, showCard } from './buttons.ts';
import { escapeText, formatMoment, plainText } from './format.ts';
import { bindPlanBody } from './plan-body.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';

const fill = createTemplate(source);

/** Everything an approver needs to decide, and after the decision what came of it. Buttons only while there is something to decide. */
export function bindApproval(view: ApprovalView, options: { readonly zone: string }): JsonObject {
  const { summary } = view;
  const isOpen = view.state === 'pending' || view.state === 'late';
  const title = titleOf(view);
  const banner = bannerOf(view, options.zone);
  const name = escapeText(summary.requestedBy.name);
  const small = { hash: shortHash(view.hash), revision: view.revision };
  return fill({
    summary: plainText(
      `${banner.title === '' ? '' : `${banner.title}: `}${say('approval.summary', { title, name: summary.requestedBy.name })}`,
    ),
    eyebrow: say('approval.eyebrow', { tenant: escapeText(summary.tenantName) }),
    title,
    lead: say('approval.lead', { name, reason: escapeText(summary.request.reason) }),
    banner: banner.title,
    bannerStyle: banner.style,
    bannerLines: banner.lines.map((text) => ({ text })),
    before: partsBefore(view, options.zone),
    plan: view.state === 'void' ? [] : bindPlanBody(summary, { zone: options.zone, isOpen }),
    after: partsAfter(view),
    expiry: view.state === 'pending' ? say('approval.expiry', { at: formatMoment(view.expiresAt, options.zone) }) : '',
    asksComment: view.state === 'pending',
    commentLabel: say('approval.comment'),
    small: say(isOpen ? 'approval.small-open' : 'approval.small', small),
    actions: buttonsOf(view),
  });
}

function titleOf({ summary, state }: ApprovalView): string {
  const n = summary.targets;
  const isBack = summary.planKind === 'roll-back';
  if (state === 'pending') return say(isBack ? 'approval.title-ask-back' : 'approval.title-ask', { n });
  return say(isBack ? 'approval.title-back' : 'approval.title', { n });
}

function buttonsOf(view: ApprovalView): readonly JsonObject[] {
  const key = { rolloutId: view.rolloutId, hash: view.hash };
  const tooltip = say('approval.start-now-tip');
  switch (view.state) {
    case 'pending':
      return [approveButton(key), rejectButton(key), checklistButton(key)];
    case 'late':
      return [
        executeButton(say('approval.start-now'), 'approval.start-now', key, { style: 'positive', tooltip }),
        executeButton(say('approval.replan'), 'approval.replan', key),
      ];
    case 'void':
      return [executeButton(say('approval.current'), 'approval.details', key)];
    case 'approved':
      return [
        executeButton(say('approval.status'), 'status.refresh', { rolloutId: view.rolloutId }),
        checklistButton(key),
      ];
    case 'rejected':
    case 'expired':
    case 'aborted':
      return [];
  }
}

function approveButton(key: PlanKey): JsonObject {
  return executeButton(say('approval.approve'), 'approval.approve', key, { style: 'positive' });
}

function rejectButton(key: PlanKey): JsonObject {
  const ask = askFor({ id: 'reason', label: say('approval.reject-why'), error: say('approval.reject-error') });
  const reject = executeButton(say('approval.reject'), 'approval.reject', key, { style: 'destructive' });
  return showCard(say('approval.reject-open'), [ask], [reject], 'destructive');
}

function checklistButton(key: PlanKey): JsonObject {
  return executeButton(say('approval.checklist'), 'checklist.open', { ...key, item: 'none' });
}
