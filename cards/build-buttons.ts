import { executeButton } from './actions.ts';
import type { ActionData, ButtonLook, JsonObject } from './actions.ts';
import { askFor, showCard } from './buttons.ts';
import { textPart } from './parts.ts';
import { say } from './text/say.ts';

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
  return buildButton(say('build.refresh'), 'build.refresh', buildId);
}

/** "Run a script", with the field for it. `script` is written into it beforehand. */
export function scriptButton(buildId: string, title = say('build.run-script'), script = ''): JsonObject {
  const note = textPart(say('build.script-note'));
  const ask = {
    type: 'Input.Text',
    id: 'script',
    label: say('build.script'),
    isMultiline: true,
    maxLength: 20_000,
    isRequired: true,
    errorMessage: say('build.script-missing'),
    placeholder: 'winget install --id 7zip.7zip --scope machine --silent',
    ...(script === '' ? {} : { value: script }),
  };
  const run = executeButton(say('build.run-it'), 'build.script', { buildId }, { style: 'positive' });
  return showCard(title, [note, ask], [run]);
}

/** "Give up", with the reason it asks for. */
export function giveUpButton(buildId: string, stays: string): JsonObject {
  const note = textPart(say('build.give-up-note', { stays }));
  const ask = askFor({ id: 'reason', label: say('build.give-up-why'), error: say('build.give-up-reason') });
  const go = executeButton(say('build.give-up-go'), 'build.give-up', { buildId }, { style: 'destructive' });
  return showCard(say('build.give-up'), [note, ask], [go]);
}
