import { COPY_CHECK_WORDS } from './copy-words.ts';
import { formatDay } from './format.ts';
import { say } from './text/say.ts';
import type { MessageId, Values } from './text/say.ts';
import { inBrackets } from './word-facts.ts';
import type { Facts } from './words-refusals.ts';

interface ReasonAndFix {
  readonly reason: string;
  /** What to do; empty for what is well. */
  readonly fix: string;
}

/** Reason and fix per code of a check, also where a rule's "no" carries it. Codes are stable; a test finds those without words. */
export const CHECK_WORDS: Readonly<Record<string, (facts: Facts) => ReasonAndFix>> = {
  ...COPY_CHECK_WORDS,
  'image-ready': () => well('check.image-ready'),
  'proof-set-up': () => well('check.proof-set-up'),
  'proof-not-set-up': () => bad('check.proof-not-set-up', 'check.proof-not-set-up-fix'),
  'image-missing': () => bad('check.not-in-tenant', 'check.image-missing-fix'),
  'image-pending': () => bad('check.image-pending', 'check.image-pending-fix'),
  'image-failed': ({ errorCode }) =>
    bad('check.image-failed', 'check.image-failed-fix', { code: text(errorCode, 'check.no-code') }),
  'image-status': ({ status }) =>
    bad('check.image-status', 'check.look-in-intune', { status: text(status, 'refusal.unknown-word') }),
  'os-unsupported': () => bad('check.os-unsupported', 'check.os-unsupported-fix'),
  'os-support-ended': () => bad('check.os-support-ended', 'check.os-support-ended-fix'),
  'os-status-unknown': () => bad('check.os-status-unknown', 'check.os-status-unknown-fix'),
  'image-expired': ({ on }) => bad('check.image-expired', 'check.image-expired-fix', { day: day(on) }),
  'image-expiring': ({ on }) => bad('check.image-expiring', 'check.image-expiring-fix', { day: day(on) }),
  'image-name-unique': () => well('check.image-name-unique'),
  'image-name-shared': ({ count }) =>
    bad('check.image-name-shared', 'check.image-name-shared-fix', { count: text(count, 'check.several') }),
  'source-found': () => well('check.source-found'),
  'source-deleted': () => well('check.source-deleted'),
  'source-generation-1': () => bad('check.source-generation-1', 'check.source-generation-1-fix'),
  'source-unknown': (facts) =>
    bad('check.source-unknown', 'check.source-unknown-fix', { detail: inBrackets(facts, 'detail') }),
  'policy-missing': () => bad('check.not-in-tenant', 'check.policy-missing-fix'),
  'policy-dedicated': () => well('check.policy-dedicated'),
  'policy-shared': () => bad('check.policy-shared', 'check.policy-shared-fix'),
  'policy-assigned': ({ groups }) => well('check.policy-assigned', { n: Number(groups ?? 0) }),
  'policy-unassigned': () => bad('check.policy-unassigned', 'check.policy-unassigned-fix'),
  'policy-already-switched': () => bad('check.policy-already-switched', 'check.policy-already-switched-fix'),
  'cloud-pcs-fit': ({ of }) => well('check.cloud-pcs-fit', { n: Number(of ?? 0) }),
  'cloud-pcs-unfit': ({ count, of }) =>
    bad('check.cloud-pcs-unfit', 'check.cloud-pcs-unfit-fix', {
      count: text(count, 'check.some'),
      of: text(of, 'check.all'),
    }),
  'no-cloud-pcs': () => bad('check.there-is-none', 'check.no-cloud-pcs-fix'),
  'no-grace-period': () => well('check.there-is-none'),
  'in-grace-period': ({ count }) =>
    bad('check.in-grace-period', 'check.in-grace-period-fix', { count: text(count, 'check.some') }),
  'connection-passed': () => well('check.connection-passed'),
  'connection-warning': () => bad('check.connection-warning', 'check.connection-warning-fix'),
  'connection-failed': () => bad('check.connection-failed', 'check.connection-failed-fix'),
  'connection-unknown': () => bad('check.connection-unknown', 'check.connection-unknown-fix'),
  'old-image-there': (facts) => well('check.old-image-there', oldImage(facts)),
  'old-image-gone': (facts) => bad('check.old-image-gone', 'check.old-image-gone-fix', oldImage(facts)),
  'old-image-unusable': (facts) => bad('check.old-image-unusable', 'check.old-image-unusable-fix', oldImage(facts)),
  'old-image-ageing': (facts) => bad('check.old-image-ageing', 'check.old-image-ageing-fix', oldImage(facts)),
  'old-image-unknown': ({ image }) =>
    bad('check.old-image-unknown', 'check.look-in-intune', { image: text(image, 'check.old-image-lower') }),
  'image-limit-free': ({ count, limit }) =>
    well('check.image-limit-free', { count: text(count, 'check.some'), limit: text(limit, 'check.all') }),
  'image-limit-reached': ({ limit }) =>
    bad('check.image-limit-reached', 'check.image-limit-reached-fix', { limit: String(limit ?? '') }),
  'permission-pass': () => well('check.permission-pass'),
  'permission-fail': ({ permission }) =>
    bad('check.permission-fail', 'check.permission-fail-fix', { permission: text(permission, 'check.the-permission') }),
  'permission-unknown': (facts) =>
    bad('check.permission-unknown', 'check.permission-unknown-fix', { detail: inBrackets(facts, 'detail') }),
  'installs-refused': ({ permission, detail }) =>
    bad('reach.installs-refused', 'reach.installs-refused-fix', {
      permission: text(permission, 'check.the-permission'),
      detail: text(detail, 'refusal.unknown-word'),
    }),
  'presence-refused': () => bad('check.presence-refused', 'check.presence-refused-fix'),
  'deputies-refused': () => bad('check.deputies-refused', 'check.deputies-refused-fix'),
  'deputies-not-apart': ({ detail }) =>
    bad('check.deputies-not-apart', 'check.deputies-not-apart-fix', { group: String(detail ?? '') }),
  'mailboxes-refused': () => bad('reach.mailboxes-refused', 'reach.mailboxes-refused-fix'),
  'approvers-there': ({ count }) => well('check.approvers-there', { n: Number(count ?? 0) }),
  'no-approver': () => bad('check.no-approver', 'check.no-approver-fix'),
  'zones-known': ({ count }) => well('check.zones-known', { n: Number(count ?? 0) }),
  'zones-guessed': ({ count }) => bad('check.zones-guessed', 'check.zones-guessed-fix', { n: Number(count ?? 0) }),
};

function well(reason: MessageId, values: Values = {}): ReasonAndFix {
  return { reason: say(reason, values), fix: '' };
}

function bad(reason: MessageId, fix: MessageId, values: Values = {}): ReasonAndFix {
  return { reason: say(reason, values), fix: say(fix, values) };
}

function oldImage({ image }: Facts): Values {
  return { image: text(image, 'check.old-image') };
}

function text(value: Facts[string] | undefined, otherwise: MessageId): string {
  return value === undefined || value === '' ? say(otherwise) : String(value);
}

/** Dates of images are days without a zone. */
function day(value: Facts[string] | undefined): string {
  const isDay = typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return isDay ? formatDay(new Date(value).toISOString(), 'UTC') : say('check.unknown-day');
}
