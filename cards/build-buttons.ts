import { executeButton } from './actions.ts';
import type { ActionData, ButtonLook, JsonObject } from './actions.ts';
import { askFor, showCard } from './buttons.ts';
import { textPart } from './parts.ts';

/** Verbs of a build that send nothing but which one they mean. */
type PlainVerb = {
  [V in keyof ActionData]: V extends `build.${string}`
    ? { readonly buildId: string } extends ActionData[V]
      ? V
      : never
    : never;
}[keyof ActionData];

/** A button that asks for nothing: whatever else stands on the card need not be filled in. */
export function buildButton(title: string, verb: PlainVerb, buildId: string, look: ButtonLook = {}): JsonObject {
  return executeButton(title, verb, { buildId }, { ...look, ignoreInputs: true });
}

export function refreshButton(buildId: string): JsonObject {
  return buildButton('Refresh', 'build.refresh', buildId);
}

/** "Run a script", with the field for it. `script` is written into it beforehand. */
export function scriptButton(buildId: string, title = 'Run a script', script = ''): JsonObject {
  const note = textPart(
    'PowerShell, as SYSTEM inside the machine. It cannot ask anything. Put no password in it: Azure keeps the text for a while.',
  );
  const ask = {
    type: 'Input.Text',
    id: 'script',
    label: 'Script',
    isMultiline: true,
    maxLength: 20_000,
    isRequired: true,
    errorMessage: 'Please write or paste a script.',
    placeholder: 'winget install --id 7zip.7zip --scope machine --silent',
    ...(script === '' ? {} : { value: script }),
  };
  return showCard(title, [note, ask], [executeButton('Run it', 'build.script', { buildId }, { style: 'positive' })]);
}

/** "Give up", with the reason it asks for. */
export function giveUpButton(buildId: string, stays: string): JsonObject {
  const note = textPart(`Repave deletes what it made in Azure for this image.${stays} This cannot be undone.`);
  const ask = askFor({ id: 'reason', label: 'Why give up?', error: 'Please give a reason: the others see it.' });
  const go = executeButton('Give up for good', 'build.give-up', { buildId }, { style: 'destructive' });
  return showCard('Give up…', [note, ask], [go]);
}
