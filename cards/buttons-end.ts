import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { askFor, showCard } from './buttons.ts';
import { say } from './text/say.ts';

/** "Roll back…": which of the two ways, and why. The second one is a plan of its own, with its own approval. */
export function rollBackButton(rolloutId: string): JsonObject {
  const how = {
    type: 'Input.ChoiceSet',
    id: 'how',
    label: say('buttons.back-label'),
    style: 'expanded',
    isRequired: true,
    errorMessage: say('buttons.choose-error'),
    value: 'policy',
    wrap: true,
    choices: [
      { title: say('buttons.back-policy'), value: 'policy' },
      { title: say('buttons.back-reprovision'), value: 'reprovision' },
    ],
  };
  const note = { type: 'TextBlock', text: say('buttons.back-note'), wrap: true };
  const ask = askFor({ id: 'reason', label: say('buttons.back-why'), error: say('buttons.reason-error') });
  const go = executeButton(say('buttons.back-now'), 'rollout.roll-back', { rolloutId }, { style: 'destructive' });
  return showCard(say('buttons.back'), [how, note, ask], [go]);
}
