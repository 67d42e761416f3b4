import { countOf } from './format.ts';
import { explainImportError } from './words-import.ts';
import { nameFact } from './words-refusals.ts';
import type { Sentence } from './words-refusals.ts';

/** Sentences for what stands against a source, an import, or the deletion of an image. */
export const IMAGE_WORDS: Readonly<Record<string, Sentence>> = {
  // Source
  'source-refused': ({ rules }) =>
    `The source breaks ${Number(rules) > 0 ? countOf(Number(rules), 'rule') : 'rules'} of Windows 365. Mend what the card lists, then press “Try again”; or choose another source.`,
  'source-not-found': () =>
    'The source is not in Azure, or Repave may not see it. Check its name and give Repave the role Reader there, then try again.',
  'market-multi-session': (facts) =>
    `${nameFact(facts, 'sku', 'This image')} is multi-session, and Windows 365 takes single-session Windows only. Choose an Enterprise image without “avd” in its name.`,
  'market-edition': (facts) =>
    `${nameFact(facts, 'sku', 'This image')} is not an edition that Windows 365 takes. Choose Windows 10 or 11 Enterprise, without N or LTSC.`,
  'market-paid': () =>
    'This image is sold with a plan of its own, which Windows 365 refuses. Choose one of Microsoft’s.',
  'market-deprecated': ({ state }) =>
    `This image is being withdrawn from the Marketplace${state ? ` (${String(state)})` : ''}. Choose a newer version.`,
  'market-generation-1': () =>
    'This image is Generation 1, and Windows 365 takes Generation 2 only. Choose the one with “g2” in its name, or a Windows 11 image.',
  // Import
  'image-name-taken': (facts) =>
    `Windows 365 has “${nameFact(facts, 'name', 'this name')}” in version ${nameFact(facts, 'version', 'this one')} already. Choose another version.`,
  'image-name-empty': () => 'The image has no name. Give it one, then press “Import” again.',
  'image-version-form': (facts) =>
    `“${nameFact(facts, 'version', 'This')}” is no version. Write three whole numbers with dots, like 1.0.3.`,
  'image-limit': ({ limit }) =>
    `All ${limit ? String(limit) : ''} places for images are taken. Type “images” and delete one that no policy uses, then import.`.replace(
      '  ',
      ' ',
    ),
  'not-visible': () =>
    'Windows 365 does not see the image. Give the application “Windows 365” the role Reader on the subscription in Azure, then press “Refresh”.',
  'unknown-not-accepted': ({ count }) =>
    `Not everything is known: ${countOf(Number(count ?? 0), 'rule')} could not be checked. Find out as the card says, or switch on “I accept” and import again.`,
  'import-failed': ({ errorCode }) => {
    const { reason, fix } = explainImportError(String(errorCode ?? ''));
    return `${reason} ${fix}`;
  },
  // Images and leftovers
  'image-in-use': (facts) =>
    `A policy still names this image (${nameFact(facts, 'policies', 'see the policies')}). Give that policy another image first.`,
  'image-not-found': () => 'This image is not in Windows 365 any more. Type “images” to see what is.',
  'name-not-typed': (facts) =>
    `The name does not match, so nothing was deleted. Type “${nameFact(facts, 'name', 'the name as it stands on the card')}” exactly.`,
  'not-ours': () =>
    'Repave did not make this, so it does not delete it. If it should go, delete it in the Azure portal.',
};
