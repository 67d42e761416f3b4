import type { BuildSource, Route } from './build/request.ts';

/** What one answer means, or the code of what is wrong with it and the facts to say so. */
export type PrepareRead<T> =
  | { readonly value: T }
  | { readonly problem: PrepareProblem; readonly facts: Readonly<Record<string, string | number>> };

/** Every way in which an answer to `prepare image` can be wrong; the sentences stand with the words of the cards. */
export const PREPARE_PROBLEMS = [
  'missing',
  'too-long',
  'not-a-start',
  'not-a-group-name',
  'not-a-subnet',
  'not-a-marketplace-image',
  'not-a-route',
  'not-a-size',
  'not-yes-or-no',
  'not-an-arm-id',
  'not-an-image-name',
  'not-a-gallery-name',
  'not-a-version',
] as const;
type PrepareProblem = (typeof PREPARE_PROBLEMS)[number];

/** Where the preparation starts; `source` is an image that Windows 365 sees already. */
export const STARTS = ['marketplace', 'machine', 'image', 'source'] as const;
export type Start = (typeof STARTS)[number];

/** Parts of an ARM id that say where a thing stands. */
export interface ArmPlace {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

/** Cap of ours for the name in Windows 365, whose own limit is not documented. */
const MAX_IMAGE_NAME = 64;
const MAX_ID = 1000;

export function readStart(text: string): PrepareRead<Start> {
  const start = STARTS.find((one) => one === text.toLowerCase());
  return start ? { value: start } : missingOr('not-a-start', text);
}

export function readSubscription(text: string): PrepareRead<string> {
  return matched(/^[\w-]{1,64}$/, text, 'not-an-arm-id');
}

/** Resource groups: 1 to 90 letters, digits, `_`, `-`, `.`, brackets; no dot at the end (Azure's naming rules). */
export function readGroup(text: string): PrepareRead<string> {
  return matched(/^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u, text, 'not-a-group-name');
}

export function readSubnet(text: string): PrepareRead<string> {
  return matched(/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/.+\/subnets\/[^/]+$/i, text, 'not-a-subnet');
}

/** "publisher:offer:sku:version" with an exact version: "latest" would mean something else next month. */
export function readMarket(text: string): PrepareRead<BuildSource & { readonly kind: 'marketplace' }> {
  const parts = /^([\w.-]+):([\w.-]+):([\w.-]+):(\d+(?:\.\d+){2})$/.exec(text);
  if (!parts) return missingOr('not-a-marketplace-image', text);
  const [, publisher = '', offer = '', sku = '', version = ''] = parts;
  return { value: { kind: 'marketplace', publisher, offer, sku, version } };
}

export function readRoute(text: string): PrepareRead<Route> {
  if (/^managed$/i.test(text)) return { value: 'managed' };
  return /^gallery$/i.test(text) ? { value: 'gallery' } : missingOr('not-a-route', text);
}

export function readSize(text: string): PrepareRead<string> {
  return matched(/^[A-Za-z]\w{2,79}$/, text, 'not-a-size');
}

export function readYesNo(text: string): PrepareRead<boolean> {
  if (/^(yes|y|true|keep)$/i.test(text)) return { value: true };
  return /^(no|n|none|false|delete)?$/i.test(text) ? { value: false } : missingOr('not-yes-or-no', text);
}

export function readArmId(text: string): PrepareRead<string> {
  if (text.length > MAX_ID) return { problem: 'too-long', facts: { max: MAX_ID } };
  return findArmPlace(text) ? { value: text } : missingOr('not-an-arm-id', text);
}

/** Subscription and resource group in an ARM id; undefined when it is none. */
export function findArmPlace(id: string): ArmPlace | undefined {
  const parts = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/.+$/i.exec(id);
  return parts ? { subscriptionId: parts[1] ?? '', resourceGroup: parts[2] ?? '' } : undefined;
}

/** Managed images and gallery definitions: 1 to 80 letters, digits, `_`, `-`, `.`, beginning and ending with a letter or digit. */
export function readResourceName(text: string): PrepareRead<string> {
  return matched(/^[A-Za-z0-9](?:[\w.-]{0,78}[A-Za-z0-9])?$/, text, 'not-an-image-name');
}

/** Galleries take no hyphen. */
export function readGalleryName(text: string): PrepareRead<string> {
  return matched(/^[A-Za-z0-9](?:[\w.]{0,78}[A-Za-z0-9])?$/, text, 'not-a-gallery-name');
}

/** "int.int.int", as both a gallery and Windows 365 want it; each part a positive 32-bit number. */
export function readVersion(text: string): PrepareRead<string> {
  const parts = /^\d{1,10}\.\d{1,10}\.\d{1,10}$/.test(text) ? text.split('.').map(Number) : [];
  const right = parts.length === 3 && parts.every((part) => part <= 2_147_483_647);
  return right ? { value: parts.join('.') } : missingOr('not-a-version', text);
}

export function readImageName(text: string): PrepareRead<string> {
  if (text === '') return missingOr('missing', '');
  return text.length <= MAX_IMAGE_NAME ? { value: text } : { problem: 'too-long', facts: { max: MAX_IMAGE_NAME } };
}

function matched(pattern: RegExp, text: string, problem: PrepareProblem): PrepareRead<string> {
  return pattern.test(text) ? { value: text } : missingOr(problem, text);
}

function missingOr(problem: PrepareProblem, text: string): PrepareRead<never> {
  if (text === '') return { problem: 'missing', facts: {} };
  return { problem, facts: { text: text.length > 60 ? `${text.slice(0, 59)}…` : text } };
}
