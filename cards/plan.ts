import { blocks } from '../src/domain/checks.ts';
import { shortHash } from '../src/domain/plan.ts';
import type { PlanView } from '../src/domain/views-plan.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { countOf, escapeText, joinNames, plainText } from './format.ts';
import { bindPlanBody } from './plan-body.ts';
import source from './plan.json' with { type: 'json' };
import { createTemplate } from './render.ts';
import { explainCheck } from './words.ts';

const fill = createTemplate(source);

/** Problems that the card lists; each is a reason to stop already. */
const ROWS = 6;

/** The dry run, for the admin who asked for it: the plan, what stands in its way, and what to do with it. */
export function bindPlan(view: PlanView, options: { readonly zone: string }): JsonObject {
  const { summary } = view;
  const title = summary.planKind === 'roll-back' ? 'Plan: put the old image back' : 'Plan: a new image';
  const count = countOf(summary.targets, 'Cloud PC');
  return fill({
    summary: plainText(`${title} on ${count}. Nothing has happened yet.`),
    eyebrow: escapeText(summary.tenantName),
    title: `${title} on ${count}`,
    lead: 'This is a dry run: nothing in the tenant has changed, nobody has been told.',
    problems: problemsOf(view).map((text) => ({ text })),
    plan: bindPlanBody(summary, { zone: options.zone, isOpen: true }),
    small: `Reason: “${escapeText(summary.request.reason)}” · plan ${shortHash(view.hash)}, revision ${view.revision}`,
    actions: buttonsOf(view),
  });
}

/** What keeps the plan from being sent, each with its fix. */
function problemsOf(view: PlanView): readonly string[] {
  const failed = view.checks
    .filter(blocks)
    .slice(0, ROWS)
    .map((check) => {
      const { title, reason, fix } = explainCheck(check);
      return `**✕ ${escapeText(title)}.** ${escapeText(`${reason} ${fix}`)}`;
    });
  if (view.summary.targets === 0)
    failed.push('**✕ No Cloud PC is left.** Press “Change” and choose other policies or people.');
  if (view.approvers.length > 0) return failed;
  return [...failed, '**✕ Nobody can approve this.** Add somebody other than yourself to the approvers’ group.'];
}

function buttonsOf(view: PlanView): readonly JsonObject[] {
  const key = { rolloutId: view.rolloutId, hash: view.hash };
  const names = joinNames(
    view.approvers.map((name) => plainText(name)),
    3,
  );
  const send = executeButton('Send for approval', 'plan.submit', key, { style: 'positive', tooltip: `To ${names}` });
  return [
    ...(problemsOf(view).length === 0 ? [send] : []),
    executeButton('Change', 'plan.change', key),
    executeButton('Checklist', 'checklist.open', { ...key, item: 'none' }),
    executeButton('Discard', 'plan.discard', key, { style: 'destructive' }),
  ];
}
