import { say } from '../../cards/text/say.ts';
import type { Verb } from '../../cards/actions.ts';
import { bindDiscarded, bindSubmitted } from '../../cards/plan-answers.ts';
import { draftOf } from '../domain/draft.ts';
import { follow } from './act.ts';
import type { Act } from './act.ts';
import { decidePlan, waive } from './approval-actions.ts';
import type { CardData } from './card-data.ts';
import { createScreen } from './screen.ts';
import { reply, showCard, showText, showView } from './show.ts';
import type { Shown } from './show.ts';

type PlanVerb = Extract<Verb, `plan.${string}` | `approval.${string}` | `checklist.${string}`>;
type PlanActions = { readonly [V in PlanVerb]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons of plan, approval and checklist. */
export const PLAN_ACTIONS: PlanActions = {
  // A plan that has changed is shown instead.
  'plan.submit': ({ bot, turn }, { rolloutId, hash }) =>
    follow(bot.commands.submit(turn.actor, rolloutId, hash), (plan) =>
      plan.hash === hash ? showCard(bindSubmitted(plan)) : { kind: 'view', view: plan },
    ),
  'plan.change': (act, { rolloutId }) => changePlan(act, rolloutId),
  'plan.discard': (act, key) => whenCurrent(act, key, () => discard(act, key.rolloutId)),
  'plan.show': async ({ bot, turn }, { rolloutId }) => showView(await bot.commands.viewPlan(turn.actor, rolloutId)),
  'approval.approve': (act, { comment, ...key }) => decidePlan(act, { ...key, comment, decision: 'approved' }),
  'approval.reject': (act, { reason, ...key }) => decidePlan(act, { ...key, comment: reason, decision: 'rejected' }),
  'approval.details': async ({ bot, turn }, { rolloutId }) =>
    showView(await bot.commands.viewApproval(turn.actor, rolloutId)),
  'approval.start-now': (act, key) => startNow(act, key),
  'approval.replan': (act, { rolloutId }) => planAgain(act, rolloutId),
  'checklist.open': async ({ bot, turn }, { rolloutId, item }) =>
    showView(await bot.commands.viewChecklist(turn.actor, rolloutId, item === 'none' ? null : item)),
  'checklist.tick': (act, { rolloutId, hash, item, reason }) =>
    whenCurrent(act, { rolloutId, hash }, async () =>
      showView(await act.bot.commands.tick(act.turn.actor, rolloutId, { item, reason })),
    ),
  'checklist.waive': waive,
};

interface PlanKey {
  readonly rolloutId: string;
  readonly hash: string;
}

/** A button of an older revision shows the current plan instead of acting on what the person did not see. */
function whenCurrent({ bot, turn }: Act, { rolloutId, hash }: PlanKey, act: () => Promise<Shown>): Promise<Shown> {
  return follow(bot.commands.viewPlan(turn.actor, rolloutId), (view) =>
    view.hash === hash ? act() : { kind: 'view', view },
  );
}

async function discard({ bot, turn }: Act, rolloutId: string): Promise<Shown> {
  return follow(bot.commands.discard(turn.actor, rolloutId), ({ title }) => showCard(bindDiscarded(title)));
}

/** Asks the questions again, filled with the values of the plan; the plan stands until they are answered. */
async function changePlan({ bot, turn }: Act, rolloutId: string): Promise<Shown> {
  return follow(bot.commands.viewPlan(turn.actor, rolloutId), async ({ summary }) => {
    const draft = draftOf(summary.request);
    await bot.dialogs.start({ ...turn, screen: createScreen(turn) }, { draft, rolloutId });
    return showText(say('bot.changing'));
  });
}

async function startNow({ bot, turn }: Act, { rolloutId, hash }: PlanKey): Promise<Shown> {
  return follow(bot.commands.viewApproval(turn.actor, rolloutId), async (view) =>
    view.hash === hash ? showView(await bot.commands.startNow(turn.actor, rolloutId)) : { kind: 'view', view },
  );
}

/** The same request with new dates, as the next revision. The plan comes as a message; the approval card stays what it was. */
async function planAgain({ bot, turn }: Act, rolloutId: string): Promise<Shown> {
  return follow(bot.commands.viewApproval(turn.actor, rolloutId), ({ summary }) =>
    follow(bot.commands.plan(turn.actor, summary.request, rolloutId), async (view) => {
      await reply(turn.context, { kind: 'view', view }, turn.zone);
      return follow(bot.commands.viewApproval(turn.actor, rolloutId), (approval) => ({ kind: 'view', view: approval }));
    }),
  );
}
