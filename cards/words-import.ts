import { explainImportError as lookUp } from '../src/domain/build/import-errors.ts';
import { say } from './text/say.ts';
import { wordRuleText } from './words-rules.ts';

/** Reason and next action for an error code of an import; a code that nobody knows is shown as it is. Plain text. */
export function explainImportError(errorCode: string): { readonly reason: string; readonly fix: string } {
  const { cause, fix } = lookUp(errorCode);
  if (cause !== '') return { reason: wordRuleText(cause), fix: wordRuleText(fix) };
  const reason =
    errorCode === '' ? say('build-import.refused-no-code') : say('build-import.refused-code', { code: errorCode });
  return { reason, fix: say('build-import.refused-next') };
}
