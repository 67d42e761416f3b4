import type { Facts } from './words-refusals.ts';

/** What the fields of `prepare image` are called. */
export const PREPARE_FIELD_NAMES: Readonly<Record<string, string>> = {
  start: 'Start with',
  subscription: 'Subscription',
  group: 'Resource group',
  subnetId: 'Network and region',
  search: 'Search in the Marketplace',
  market: 'Marketplace image',
  machineId: 'Machine',
  machineGroup: 'Resource group for the copies; empty for the machine’s own',
  sourceId: 'Source image',
  route: 'How the image is kept in Azure',
  size: 'Size of the machine',
  publicIp: 'Public address',
  captureName: 'Name of the managed image',
  gallery: 'Gallery',
  definition: 'Image definition in the gallery',
  captureVersion: 'Version in the gallery',
  imageName: 'Name in Windows 365',
  imageVersion: 'Version in Windows 365',
  keep: 'The machine, once the image is ready',
};

/** What is wrong with an answer to `prepare image`, and how to write it. */
export const PREPARE_PROBLEM_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  'not-a-start': (facts) => `${said(facts)} is no place to start from. Choose one of the list.`,
  'not-a-group-name': (facts) =>
    `${said(facts)} is no name of a resource group. Use letters, digits, “-”, “_”, “.” and brackets, at most 90.`,
  'not-a-subnet': (facts) => `${said(facts)} is none of the subnets. Choose one of the list.`,
  'not-a-marketplace-image': (facts) => `${said(facts)} is no Marketplace image. Choose one of the list.`,
  'not-a-route': (facts) => `${said(facts)} is neither way. Write “managed” or “gallery”.`,
  'not-a-size': (facts) => `${said(facts)} is no size of a machine. Choose one of the list, like Standard_D4ds_v5.`,
  'not-yes-or-no': (facts) => `${said(facts)} is neither yes nor no. Write “yes” or “no”.`,
  'not-an-arm-id': (facts) => `${said(facts)} names nothing in Azure. Choose one of the list.`,
  'not-an-image-name': (facts) =>
    `${said(facts)} is no name that Azure takes. Use letters, digits, “-”, “_” and “.”, at most 80, and begin and end with a letter or digit.`,
  'not-a-gallery-name': (facts) =>
    `${said(facts)} is no name of a gallery. Use letters, digits, “_” and “.”, at most 80, without “-”.`,
  'not-a-version': (facts) => `${said(facts)} is no version. Write three numbers with dots, like 1.0.0.`,
};

function said(facts: Facts): string {
  const text = String(facts['text'] ?? '');
  return text === '' ? 'This' : `“${text}”`;
}
