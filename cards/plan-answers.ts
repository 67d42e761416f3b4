import type { PlanView } from '../src/domain/views-plan.ts';
import type { JsonObject } from './actions.ts';
import { countCloudPcs, joinNames } from './format.ts';
import { bindNote } from './note.ts';
import { say } from './text/say.ts';

/** Takes the place of a plan that was sent for approval, so that nobody wonders whether the click arrived. */
export function bindSubmitted({ rolloutId, summary, approvers }: PlanView): JsonObject {
  return bindNote({
    title: say('bot.submitted'),
    lead: say('bot.submitted-lead', {
      image: summary.image.name,
      cloudPcs: countCloudPcs(summary.targets),
      n: approvers.length,
      names: joinNames(approvers),
    }),
    buttons: [
      { title: say('command.status'), text: `status #${rolloutId}` },
      { title: say('bot.look-at-plan'), text: `plan #${rolloutId}` },
    ],
  });
}

/** Takes the place of a plan that nobody wants any more. */
export function bindDiscarded(title: string): JsonObject {
  return bindNote({
    title: say('bot.discarded-title', { title }),
    lead: say('bot.discarded'),
    buttons: [{ title: say('command.replace-image'), text: 'replace image' }],
  });
}
