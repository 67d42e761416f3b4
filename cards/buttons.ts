import { executeButton } from './actions.ts';
import type { ButtonLook, Json, JsonObject } from './actions.ts';
import { say } from './text/say.ts';

/** The renderer of Teams takes this many buttons. */
export const MOST_BUTTONS = 5;

/** A button that opens a small form inside the card. */
export function showCard(
  title: string,
  body: readonly Json[],
  actions: readonly Json[],
  style?: 'destructive',
): JsonObject {
  const card = { type: 'AdaptiveCard', version: '1.5', body, actions };
  return { type: 'Action.ShowCard', title, ...(style ? { style } : {}), card };
}

interface TextQuestion {
  readonly id: string;
  readonly label: string;
  /** Shown by the client when the field is left empty; no text makes the field optional. */
  readonly error?: string;
  readonly placeholder?: string;
  readonly value?: string;
}

/** A text field of several lines, cut by the client at what the audit trail keeps. */
export function askFor({ id, label, error, placeholder, value }: TextQuestion): JsonObject {
  return {
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    maxLength: 500,
    ...(error ? { isRequired: true, errorMessage: error } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(value ? { value } : {}),
  };
}

/** "Hold", with the reason it asks for: on the status card. */
export function holdButton(rolloutId: string): JsonObject {
  const ask = askFor({ id: 'reason', label: say('buttons.hold-label'), error: say('buttons.reason-error') });
  const note = { type: 'TextBlock', text: say('buttons.hold-note'), wrap: true };
  const hold = executeButton(say('buttons.hold-now'), 'rollout.hold', { rolloutId }, { style: 'destructive' });
  return showCard(say('buttons.hold'), [note, ask], [hold]);
}

export function resumeButton(
  rolloutId: string,
  title = say('buttons.resume'),
  look: ButtonLook = { style: 'positive' },
): JsonObject {
  return executeButton(title, 'rollout.resume', { rolloutId }, { ...look, ignoreInputs: true });
}

export function retryButton(rolloutId: string, failed: number, look: ButtonLook = {}): JsonObject {
  const title = say('buttons.retry', { n: failed });
  return executeButton(title, 'rollout.retry', { rolloutId }, { ...look, ignoreInputs: true });
}

export function abortButton(rolloutId: string): JsonObject {
  const look = { tooltip: say('buttons.abort-tooltip'), ignoreInputs: true };
  return executeButton(say('buttons.abort'), 'rollout.ask-abort', { rolloutId }, look);
}
