import { blocks } from '../src/domain/checks.ts';
import { shortHash } from '../src/domain/plan.ts';
import type { PlanView } from '../src/domain/views-plan.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { skippedPart } from './approval-scope.ts';
import { countCloudPcs, escapeText, joinNames, plainText } from './format.ts';
import { bindPlanBody } from './plan-body.ts';
import source from './plan.json' with { type: 'json' };
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';
import { explainCheck } from './words.ts';

const fill = createTemplate(source);

/** Problems that the card lists; each is a reason to stop already. */
const ROWS = 6;

/** The dry run, for the admin who asked for it: the plan, what stands in its way, and what to do with it. */
export function bindPlan(view: PlanView, options: { readonly zone: string }): JsonObject {
  const { summary } = view;
  const title = say(`plan.title-${summary.planKind}`, { cloudPcs: countCloudPcs(summary.targets) });
  return fill({
    summary: plainText(say('plan.summary', { title })),
    eyebrow: escapeText(summary.tenantName),
    title,
    lead: say('plan.lead'),
    problems: problemsOf(view).map((text) => ({ text })),
    skipped: skippedPart(summary),
    plan: bindPlanBody(summary, { zone: options.zone, isOpen: true }),
    small: say('plan.small', {
      reason: escapeText(summary.request.reason),
      hash: shortHash(view.hash),
      revision: String(view.revision),
    }),
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
      return say('plan.problem', { title: escapeText(title), rest: escapeText(`${reason} ${fix}`) });
    });
  if (view.summary.targets === 0) failed.push(say('plan.problem-nobody-left'));
  if (view.approvers.length > 0) return failed;
  return [...failed, say('plan.problem-no-approver')];
}

function buttonsOf(view: PlanView): readonly JsonObject[] {
  const key = { rolloutId: view.rolloutId, hash: view.hash };
  const names = joinNames(
    view.approvers.map((name) => plainText(name)),
    3,
  );
  const send = executeButton(say('plan.send'), 'plan.submit', key, {
    style: 'positive',
    tooltip: say('plan.send-to', { names }),
  });
  return [
    ...(problemsOf(view).length === 0 ? [send] : []),
    executeButton(say('plan.change'), 'plan.change', key),
    executeButton(say('plan.checklist'), 'checklist.open', { ...key, item: 'none' }),
    executeButton(say('plan.discard'), 'plan.discard', key, { style: 'destructive' }),
  ];
}
