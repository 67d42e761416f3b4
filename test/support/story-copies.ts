import type { ProtectionRule } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import type { Asked, Story } from './story.ts';

/** A quiet plan with time enough for a copy, and for a second date. */
export const CALM: Partial<Asked> = { canary: 3, deadlineDays: 2, leadMinutes: 600 };

/**
 * Plans with copies: the plan that the questions made is planned again with the rule, and stands on a new card. Gives the rollout's id.
 */
export async function planWithCopies(
  story: Story,
  protection: ProtectionRule,
  asked: Partial<Asked> = CALM,
): Promise<string> {
  const rolloutId = await story.plan(asked);
  const { rollout } = await story.state(rolloutId);
  const { id, name } = story.admin.person;
  const planned = await story.town.app.commands.plan({ id, name }, { ...rollout.plan.request, protection }, rolloutId);
  if (!planned.ok)
    throw new Error(planned.refusals.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`).join());
  await story.admin.says(`plan #${rolloutId}`);
  await story.town.settle();
  return rolloutId;
}

export async function startWithCopies(
  story: Story,
  protection: ProtectionRule,
  asked?: Partial<Asked>,
): Promise<string> {
  const rolloutId = await planWithCopies(story, protection, asked);
  await story.send();
  await story.approve();
  return rolloutId;
}

export async function readTargets(story: Story, rolloutId: string): Promise<readonly [Target, Target, Target]> {
  const [first, second, third] = (await story.state(rolloutId)).targets;
  if (!first || !second || !third) throw new Error('the town is too small');
  return [first, second, third];
}
