import type { CheckId } from '../src/domain/checks.ts';
import type { Facts } from './words-refusals.ts';

export const CHECK_TITLES: Readonly<Record<CheckId, string>> = {
  'image-ready': 'The image is ready',
  'image-supported': 'Windows on the image is supported',
  'image-name': 'The image has a name of its own',
  'image-limit': 'Room for images',
  'source-image': 'The source image in Azure',
  'policy-type': 'The policy gives dedicated Cloud PCs',
  'policy-image': 'The policy and its image',
  'policy-assigned': 'The policy is assigned',
  'cloud-pcs': 'Cloud PCs under the policy',
  'grace-period': 'Cloud PCs in their grace period',
  'connection-health': 'The network connection is healthy',
  rollback: 'The way back',
  permissions: 'Repave may do its work',
  approvers: 'Somebody can approve',
  'owners-known': 'Every owner is known',
};

/** Reason and fix per code of a check. Codes are stable; a test finds those without words. */
export const CHECK_WORDS: Readonly<
  Record<string, (facts: Facts) => { readonly reason: string; readonly fix: string }>
> = {};
