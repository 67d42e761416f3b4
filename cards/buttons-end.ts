import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { askFor, showCard } from './buttons.ts';

/** "Roll back…": which of the two ways, and why. The second one is a plan of its own, with its own approval. */
export function rollBackButton(rolloutId: string): JsonObject {
  const how = {
    type: 'Input.ChoiceSet',
    id: 'how',
    label: 'What should go back?',
    style: 'expanded',
    isRequired: true,
    errorMessage: 'Please choose one.',
    value: 'policy',
    wrap: true,
    choices: [
      { title: 'Only the policy: new Cloud PCs get the old image again', value: 'policy' },
      { title: 'The Cloud PCs too: a new plan that rebuilds them with the old image', value: 'reprovision' },
    ],
  };
  const note = {
    type: 'TextBlock',
    text: 'Rebuilding deletes local data a second time. It needs a new approval, and everybody is told again.',
    wrap: true,
  };
  const ask = askFor({ id: 'reason', label: 'Why?', error: 'Please give a reason: the others see it.' });
  const go = executeButton('Roll back', 'rollout.roll-back', { rolloutId }, { style: 'destructive' });
  return showCard('Roll back…', [how, note, ask], [go]);
}
