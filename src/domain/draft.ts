import {
  DEFAULT_APPROVAL_HOURS,
  DEFAULT_DEADLINE_DAYS,
  DEFAULT_FAILURE_COUNT,
  DEFAULT_FAILURE_PERCENT,
  DEFAULT_LEAD_MINUTES,
  DEFAULT_POSTPONEMENTS,
  DEFAULT_QUORUM,
  DEFAULT_REMINDERS,
  DEFAULT_SETTLE_MINUTES,
  DEFAULT_WAVES,
  DEFAULT_WINDOW,
} from './defaults.ts';
import * as fields from './draft-fields.ts';
import type { FieldRead } from './draft-fields.ts';
import * as options from './draft-options.ts';
import { formatDuration } from './duration.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';
import type { ProtectionRule, RolloutRequest, WaveRule } from './request.ts';
import { minutesBetween } from './time.ts';
import type { Instant } from './time.ts';
import type { WindowRule } from './window.ts';

/** The questions of `replace image`, by the id of their input. Every answer is text, as people and cards give it. */
export const DRAFT_FIELDS = [
  'imageId',
  'policyIds',
  'only',
  'exclusions',
  'canary',
  'percents',
  'concurrency',
  'promotion',
  'days',
  'windowStart',
  'windowEnd',
  'zone',
  'freeze',
  'lead',
  'reminders',
  'postponements',
  'deadline',
  'failurePercent',
  'failureCount',
  'settle',
  'approval',
  'quorum',
  'goLive',
  'expedite',
  'proof',
  'protection',
  'storageAccount',
  'reason',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

/** Answers collected so far. A field that is missing or empty stands for its default, where it has one. */
export type Draft = Readonly<Partial<Record<DraftField, string>>>;

/** The answers that are offered before anybody has said anything: all but image, policies and reason. */
export function defaultDraft(): Required<Draft> {
  return {
    imageId: '',
    policyIds: '',
    only: '',
    exclusions: '',
    ...writeWaves(DEFAULT_WAVES),
    ...writeWindow(DEFAULT_WINDOW),
    lead: formatDuration(DEFAULT_LEAD_MINUTES),
    reminders: options.writeReminders(DEFAULT_REMINDERS),
    postponements: String(DEFAULT_POSTPONEMENTS),
    deadline: formatDuration(DEFAULT_DEADLINE_DAYS * 24 * 60),
    failurePercent: String(DEFAULT_FAILURE_PERCENT),
    failureCount: String(DEFAULT_FAILURE_COUNT),
    settle: formatDuration(DEFAULT_SETTLE_MINUTES),
    approval: formatDuration(DEFAULT_APPROVAL_HOURS * 60),
    quorum: String(DEFAULT_QUORUM),
    goLive: 'with-plan',
    expedite: '',
    proof: 'automatic',
    protection: 'none',
    storageAccount: '',
    reason: '',
  };
}

/**
 * The request that these answers mean at `now`, or a `bad-field` refusal for every field that cannot be read: its facts are
 * `field`, `problem` (a code) and what the problem needs to be said.
 */
export function parseDraft(draft: Draft, now: Instant): Result<RolloutRequest> {
  const problems: Refusal[] = [];
  const defaults = defaultDraft();
  function read<T>(field: DraftField, parse: (text: string) => FieldRead<T>, instead: T): T {
    const answer = parse((draft[field]?.trim() ?? '') || defaults[field]);
    if ('value' in answer) return answer.value;
    problems.push(refusal('bad-field', { field, problem: answer.problem, ...answer.facts }));
    return instead;
  }
  const proofMode = read('proof', fields.readProofMode, 'automatic');
  const expedite = read('expedite', options.readExpedite, '');
  const copy = read('protection', options.readProtection, 'none');
  const storageAccountId = read('storageAccount', options.readStorageAccount, '');
  const request: RolloutRequest = {
    imageId: read('imageId', fields.readId, ''),
    policyIds: read('policyIds', fields.readIds, []),
    only: read('only', fields.readPeople, []),
    exclusions: read('exclusions', fields.readExclusions, []),
    waves: {
      canary: read('canary', fields.numberWithin(1, 500), 1),
      percents: read('percents', fields.readPercents, [100]),
      concurrency: read('concurrency', fields.numberWithin(1, 200), 1),
      promotion: read('promotion', fields.readPromotion, 'by-person'),
    },
    window: {
      days: read('days', fields.readDays, []),
      start: read('windowStart', fields.readTime, '00:00'),
      end: read('windowEnd', fields.readTime, '00:00'),
      zone: read('zone', fields.readZone, 'person'),
      freeze: read('freeze', fields.readDates, []),
    },
    leadMinutes: read('lead', fields.minutesWithin(0, 30 * 24 * 60), 0),
    postponements: read('postponements', fields.numberWithin(0, 10), 0),
    deadlineAt: read('deadline', (text) => fields.readDeadline(text, now), now),
    failurePercent: read('failurePercent', fields.numberWithin(0, 100), 0),
    failureCount: read('failureCount', fields.numberWithin(0, 1000), 0),
    settleMinutes: read('settle', fields.minutesWithin(0, 24 * 60), 0),
    approvalHours: read('approval', fields.readApprovalHours, 1),
    reason: read('reason', fields.readReason, ''),
    reminders: read('reminders', options.readReminders, []),
    quorum: read('quorum', fields.numberWithin(1, 5), DEFAULT_QUORUM),
    goLive: read('goLive', options.readGoLive, 'with-plan'),
    ...(expedite === '' ? {} : { expedite: { why: expedite } }),
    ...(proofMode === 'automatic' ? {} : { proofMode }),
    ...protectionOf(copy, storageAccountId),
  };
  if (problems.length === 0) problems.push(...checkTogether(request, now));
  return problems.length === 0 ? accept(request) : refuse(...problems);
}

/** The answers that `parseDraft` reads back as this request: what the questions show when a plan is changed. */
export function draftOf(request: RolloutRequest): Required<Draft> {
  return {
    imageId: request.imageId,
    policyIds: request.policyIds.join(','),
    only: request.only.join('\n'),
    exclusions: request.exclusions.map(({ who, reason }) => `${who}: ${reason}`).join('\n'),
    ...writeWaves(request.waves),
    ...writeWindow(request.window),
    lead: formatDuration(request.leadMinutes),
    reminders: options.writeReminders(request.reminders ?? DEFAULT_REMINDERS),
    postponements: String(request.postponements),
    deadline: fields.writeDeadline(request.deadlineAt),
    failurePercent: String(request.failurePercent),
    failureCount: String(request.failureCount),
    settle: formatDuration(request.settleMinutes),
    approval: formatDuration(request.approvalHours * 60),
    quorum: String(request.quorum ?? DEFAULT_QUORUM),
    goLive: request.goLive ?? 'with-plan',
    expedite: request.expedite?.why ?? '',
    proof: request.proofMode ?? 'automatic',
    ...writeProtection(request.protection),
    reason: request.reason,
  };
}

/** A deadline before the lead time has run out leaves no moment in which anything may start; an export needs a place. */
function checkTogether(request: RolloutRequest, now: Instant): readonly Refusal[] {
  const problems: Refusal[] = [];
  if (minutesBetween(now, request.deadlineAt) <= request.leadMinutes) {
    const lead = formatDuration(request.leadMinutes);
    problems.push(refusal('bad-field', { field: 'deadline', problem: 'deadline-before-lead', lead }));
  }
  if (request.protection?.kind === 'export' && request.protection.storageAccountId === '')
    problems.push(refusal('bad-field', { field: 'storageAccount', problem: 'storage-account-missing' }));
  return problems;
}

function protectionOf(
  kind: ProtectionRule['kind'] | 'none',
  storageAccountId: string,
): Pick<RolloutRequest, 'protection'> {
  if (kind === 'none') return {};
  return { protection: kind === 'export' ? { kind, storageAccountId } : { kind } };
}

function writeProtection(rule: ProtectionRule | undefined): Pick<Required<Draft>, 'protection' | 'storageAccount'> {
  return {
    protection: rule?.kind ?? 'none',
    storageAccount: rule?.kind === 'export' ? rule.storageAccountId : '',
  };
}

function writeWaves(waves: WaveRule): Pick<Required<Draft>, 'canary' | 'percents' | 'concurrency' | 'promotion'> {
  return {
    canary: String(waves.canary),
    percents: waves.percents.join(', '),
    concurrency: String(waves.concurrency),
    promotion: waves.promotion,
  };
}

function writeWindow(
  window: WindowRule,
): Pick<Required<Draft>, 'days' | 'windowStart' | 'windowEnd' | 'zone' | 'freeze'> {
  return {
    days: window.days.join(','),
    windowStart: window.start,
    windowEnd: window.end,
    zone: window.zone,
    freeze: window.freeze.join(', '),
  };
}
