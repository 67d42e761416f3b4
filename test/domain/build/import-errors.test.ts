import { expect, test } from '@jest/globals';
import { explainImportError, IMPORT_ERRORS } from '../../../src/domain/build/import-errors.ts';
import { RULE_SETS } from '../../../src/domain/build/rule-sets.ts';

/** `cloudPcDeviceImageErrorCode` of Microsoft Graph beta in 2026-08, which has all of v1.0 and more. */
const CODES = [
  'internalServerError',
  'sourceImageNotFound',
  'osVersionNotSupported',
  'sourceImageInvalid',
  'sourceImageNotGeneralized',
  'unknownFutureValue',
  'vmAlreadyAzureAdjoined',
  'paidSourceImageNotSupport',
  'sourceImageNotSupportCustomizeVMName',
  'sourceImageSizeExceedsLimitation',
  'sourceImageWithDataDiskNotSupported',
  'sourceImageWithDiskEncryptionSetNotSupported',
  'sourceImageWithAzureDiskEncryptionNotSupported',
  'fSLogixInstalledSourceImageNotSupported',
  'startMenuAppLimitExceeded',
];

test('every error code of Graph is explained once', () => {
  expect(IMPORT_ERRORS.map(({ code }) => code)).toEqual(CODES);
});

test.each(CODES)('%s has a cause, a fix, and a rule of the current set or none', (code) => {
  const { cause, fix, ruleId } = explainImportError(code);
  expect([cause, fix].every((text) => text.length > 20)).toBe(true);
  const rules: readonly (string | null)[] = [null, ...RULE_SETS['2026-09'].rules.map(({ id }) => id)];
  expect(rules).toContain(ruleId);
});

test('letter case does not matter, and the code stays as Graph wrote it', () => {
  const error = explainImportError('vmAlreadyAzureAdJoined');
  expect(error).toMatchObject({ code: 'vmAlreadyAzureAdJoined', ruleId: 'never-entra-joined' });
});

test('an unknown code comes back as it is, without an explanation', () => {
  expect(explainImportError('sourceImageTooPretty')).toEqual({
    code: 'sourceImageTooPretty',
    ruleId: null,
    cause: '',
    fix: '',
  });
});
