import { executeButton } from './actions.ts';
import type { ButtonLook, Json, JsonObject } from './actions.ts';
import { formatNumber } from './format.ts';

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
  const ask = askFor({ id: 'reason', label: 'Why hold?', error: 'Please give a reason: the others see it.' });
  const note = {
    type: 'TextBlock',
    text: 'Nothing new starts. What is already under way runs to its end.',
    wrap: true,
  };
  return showCard(
    'Hold',
    [note, ask],
    [executeButton('Hold the rollout', 'rollout.hold', { rolloutId }, { style: 'destructive' })],
  );
}

export function resumeButton(
  rolloutId: string,
  title = 'Resume',
  look: ButtonLook = { style: 'positive' },
): JsonObject {
  return executeButton(title, 'rollout.resume', { rolloutId }, { ...look, ignoreInputs: true });
}

export function retryButton(rolloutId: string, failed: number, look: ButtonLook = {}): JsonObject {
  const title = failed === 1 ? 'Retry the failed one' : `Retry the ${formatNumber(failed)} failed`;
  return executeButton(title, 'rollout.retry', { rolloutId }, { ...look, ignoreInputs: true });
}

export function abortButton(rolloutId: string): JsonObject {
  return executeButton(
    'Abort…',
    'rollout.ask-abort',
    { rolloutId },
    { tooltip: 'Asks once more before anything stops', ignoreInputs: true },
  );
}
