import { explainImportError as lookUp } from '../src/domain/build/import-errors.ts';

/** Reason and next action for an error code of an import; a code that nobody knows is shown as it is. Plain text. */
export function explainImportError(errorCode: string): { readonly reason: string; readonly fix: string } {
  const { cause, fix } = lookUp(errorCode);
  if (cause !== '') return { reason: cause, fix };
  const code = errorCode === '' ? 'without a code' : `with the code ${errorCode}`;
  return {
    reason: `Windows 365 refused the image ${code}.`,
    fix: 'Look at the image in the Intune admin center, then retry the upload.',
  };
}
