import type { CheckId } from '../src/domain/checks.ts';
import { countOf, formatDay } from './format.ts';
import type { Facts } from './words-refusals.ts';

/** What each check looks at. The outcome stands beside it, so these are names and no claims. */
export const CHECK_TITLES: Readonly<Record<CheckId, string>> = {
  'image-ready': 'Image',
  'image-supported': 'Support for its Windows',
  'image-name': 'Name of the image',
  'image-limit': 'Places for images',
  'source-image': 'Source image in Azure',
  'policy-type': 'Kind of policy',
  'policy-image': 'Image of the policy',
  'policy-assigned': 'Assignment of the policy',
  'cloud-pcs': 'Cloud PCs of the policy',
  'grace-period': 'Cloud PCs in their grace period',
  'connection-health': 'Network connection',
  rollback: 'Way back',
  permissions: 'Permissions of Repave',
  approvers: 'Approvers',
  'owners-known': 'Time zones of the owners',
  'proof-script': 'Measured proof',
};

interface ReasonAndFix {
  readonly reason: string;
  /** What to do; empty for what is well. */
  readonly fix: string;
}

/** Reason and fix per code of a check, also where a rule's "no" carries it. Codes are stable; a test finds those without words. */
export const CHECK_WORDS: Readonly<Record<string, (facts: Facts) => ReasonAndFix>> = {
  'image-ready': () => well('Windows 365 has taken it in.'),
  'proof-set-up': () => well('The script that looks at Cloud PCs is in Intune.'),
  'proof-not-set-up': () =>
    bad('The script that looks at Cloud PCs is not in Intune.', 'Say “proof setup”, or let people’s word count.'),
  'image-missing': () => bad('It is not in the tenant.', 'Choose another image.'),
  'image-pending': () =>
    bad('Windows 365 is still taking it in.', 'Wait until it is ready; that takes up to an hour or so.'),
  'image-failed': ({ errorCode }) =>
    bad(`The import failed (${text(errorCode, 'no code')}).`, 'Mend the source image, then import it again.'),
  'image-status': ({ status }) =>
    bad(`Its status is “${text(status, 'unknown')}”.`, 'Look at it in the Intune admin center.'),
  'os-unsupported': () => bad('Its Windows is out of support.', 'Choose an image with a newer Windows.'),
  'os-support-ended': () => bad('Support for its Windows is ending.', 'It still works; plan a newer image soon.'),
  'os-status-unknown': () =>
    bad('Windows 365 does not say whether its Windows is supported.', 'Check the Windows version on the image.'),
  'image-expired': ({ on }) => bad(`It ran out on ${day(on)}.`, 'Choose a newer image.'),
  'image-expiring': ({ on }) => bad(`It runs out on ${day(on)}.`, 'It still works; prepare the next one in time.'),
  'image-name-unique': () => well('No other image has this name.'),
  'image-name-shared': ({ count }) =>
    bad(
      `${text(count, 'Several')} images have this name.`,
      'Give each image its own name, so that the name alone shows what a Cloud PC runs.',
    ),
  'source-found': () => well('It is there.'),
  'source-deleted': () => well('It has been deleted, which harms nothing after the import.'),
  'source-generation-1': () =>
    bad('It is Generation 1.', 'Build the next image as Generation 2: imports accept nothing else.'),
  'source-unknown': ({ detail }) =>
    bad(`It could not be read${inBrackets(detail)}.`, 'Give Repave read access in Azure, or look yourself.'),
  'policy-missing': () => bad('It is not in the tenant.', 'Choose another policy.'),
  'policy-dedicated': () => well('Each Cloud PC belongs to one person.'),
  'policy-shared': () =>
    bad('Its Cloud PCs are shared, and nobody could be told.', 'Choose a policy with dedicated Cloud PCs.'),
  'policy-assigned': ({ groups }) => well(`It is assigned to ${countOf(Number(groups ?? 0), 'group')}.`),
  'policy-unassigned': () =>
    bad('It is assigned to no group.', 'Assign it in the Intune admin center, or leave it out.'),
  'policy-already-switched': () =>
    bad('It names this image already.', 'New Cloud PCs get it already; existing ones only by this rollout.'),
  'cloud-pcs-fit': ({ of }) => well(`${countOf(Number(of ?? 0), 'Cloud PC')} can be rebuilt.`),
  'cloud-pcs-unfit': ({ count, of }) =>
    bad(
      `${text(count, 'Some')} of ${text(of, 'all')} are in a status that does not allow a rebuild.`,
      'They are left out. Repair them first to include them.',
    ),
  'no-cloud-pcs': () => bad('There is none.', 'Leave the policy out, or go on: only new Cloud PCs get the image.'),
  'no-grace-period': () => well('There is none.'),
  'in-grace-period': ({ count }) =>
    bad(
      `${text(count, 'Some')} will be deleted when their grace period ends.`,
      'They are left out. Give the licence back to keep them.',
    ),
  'connection-passed': () => well('Windows 365 finds nothing wrong.'),
  'connection-warning': () =>
    bad('Windows 365 warns about it.', 'Open the connection in the Intune admin center and read the warning.'),
  'connection-failed': () =>
    bad(
      'Windows 365 says it fails, so no Cloud PC could be rebuilt.',
      'Repair the connection in the Intune admin center.',
    ),
  'connection-unknown': () =>
    bad('Its health could not be read.', 'Look at the connection in the Intune admin center.'),
  'old-image-there': ({ image }) => well(`“${text(image, 'The old image')}” can be chosen again.`),
  'old-image-gone': ({ image }) =>
    bad(`“${text(image, 'The old image')}” is no longer there.`, 'Import it again if you want a way back.'),
  'old-image-unusable': ({ image }) =>
    bad(`“${text(image, 'The old image')}” cannot be chosen any more.`, 'Have another good image at hand.'),
  'old-image-ageing': ({ image }) =>
    bad(`“${text(image, 'The old image')}” can be chosen only for a while.`, 'A way back exists, but not for long.'),
  'old-image-unknown': ({ image }) =>
    bad(
      `Nobody knows whether “${text(image, 'the old image')}” can be chosen.`,
      'Look at it in the Intune admin center.',
    ),
  'image-limit-free': ({ count, limit }) => well(`${text(count, 'Some')} of ${text(limit, 'all')} places are taken.`),
  'image-limit-reached': ({ limit }) =>
    bad(
      `All ${text(limit, '')} places are taken.`,
      'This rollout works; delete an unused image before the next import.',
    ),
  'permission-pass': () => well('The call works.'),
  'permission-fail': ({ permission }) =>
    bad('The call was refused.', `Grant ${text(permission, 'the permission')} and have an admin consent.`),
  'permission-unknown': ({ detail }) =>
    bad(`The call gave no clear answer${inBrackets(detail)}.`, 'Check again in a few minutes.'),
  'approvers-there': ({ count }) => well(`${countOf(Number(count ?? 0), 'person', 'people')} can.`),
  'no-approver': () => bad('Nobody but the requester could approve.', 'Add somebody else to the approvers’ group.'),
  'zones-known': ({ count }) => well(`Of ${countOf(Number(count ?? 0), 'person', 'people')}.`),
  'zones-guessed': ({ count }) =>
    bad(
      `${countOf(Number(count ?? 0), 'person has', 'people have')} no time zone in their mailbox.`,
      'The tenant’s own zone is taken for them. Set a zone in Outlook, or choose one zone for all.',
    ),
};

function well(reason: string): ReasonAndFix {
  return { reason, fix: '' };
}

function bad(reason: string, fix: string): ReasonAndFix {
  return { reason, fix };
}

function text(value: Facts[string] | undefined, otherwise: string): string {
  return value === undefined || value === '' ? otherwise : String(value);
}

function inBrackets(value: Facts[string] | undefined): string {
  return value === undefined || value === '' ? '' : ` (${String(value)})`;
}

/** Dates of images are days without a zone. */
function day(value: Facts[string] | undefined): string {
  const isDay = typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return isDay ? formatDay(new Date(value).toISOString(), 'UTC') : 'an unknown day';
}
