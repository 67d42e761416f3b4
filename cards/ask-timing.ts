import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { wordDays } from './format.ts';
import { besides, choiceField, hasProblem, numberField, textField, timeField } from './fields.ts';
import type { Choice } from './fields.ts';

/** Fields behind "More settings": good as they are for most rollouts. */
const MORE = [
  'freeze',
  'lead',
  'reminders',
  'postponements',
  'canary',
  'percents',
  'concurrency',
  'promotion',
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
] as const;

const PROMOTIONS: readonly Choice[] = [
  { title: 'by itself, after a good result', value: 'automatic' },
  { title: 'when an admin says so', value: 'by-person' },
];

const PROOFS: readonly Choice[] = [
  { title: 'the Cloud PC’s report where it is set up, else their word', value: 'automatic' },
  { title: 'the Cloud PC’s own report', value: 'measured' },
  { title: 'the report where there is one, else their word', value: 'measured-or-attested' },
  { title: 'people’s own word', value: 'attested' },
];

const GO_LIVES: readonly Choice[] = [
  { title: 'together with the plan', value: 'with-plan' },
  { title: 'by itself, on the day', value: 'separate' },
];

const COPIES: readonly Choice[] = [
  { title: 'no copy', value: 'none' },
  { title: 'a restore point of each Cloud PC', value: 'restore-point' },
  { title: 'a snapshot of each, exported to a storage account', value: 'export' },
];

/** When may work start, and how fast. Everything is filled in already: one click takes it as it is. */
export function bindAskTiming(given: QuestionState & { readonly zones?: readonly string[] }): JsonObject {
  const ask = { ...given, values: { ...given.values, days: wordDays(given.values['days'] ?? '') } };
  return bindQuestion({
    step: 'timing',
    title: 'When, and how fast?',
    lead: 'These are good settings for most. “Continue” takes them as they are.',
    fields: [
      ...textField('Mon-Fri')(ask, 'days'),
      besides(timeField()(ask, 'windowStart'), timeField()(ask, 'windowEnd')),
      ...choiceField(listZones(ask, given.zones ?? []))(ask, 'zone'),
      ...textField('14 days')(ask, 'deadline'),
    ],
    more: { title: 'More settings', fields: bindMore(ask), isOpen: hasProblem(ask, MORE) },
  });
}

function bindMore(ask: QuestionState): readonly JsonObject[] {
  return [
    heading('People'),
    ...textField('24 hours')(ask, 'lead'),
    ...textField('7 days, 1 day, 1 hour')(ask, 'reminders'),
    ...numberField(0, 10)(ask, 'postponements'),
    ...textField('2026-12-24, 2026-12-25')(ask, 'freeze'),
    heading('Waves'),
    ...numberField(1, 500)(ask, 'canary'),
    ...textField('25, 60, 100')(ask, 'percents'),
    ...numberField(1, 200)(ask, 'concurrency'),
    ...choiceField(PROMOTIONS)(ask, 'promotion'),
    heading('Approval'),
    ...textField('72 hours')(ask, 'approval'),
    ...numberField(1, 5)(ask, 'quorum'),
    ...choiceField(GO_LIVES)(ask, 'goLive'),
    ...textField('CVE-2026-12345')(ask, 'expedite'),
    heading('Care'),
    ...numberField(0, 100)(ask, 'failurePercent'),
    ...numberField(0, 1000)(ask, 'failureCount'),
    ...textField('30 minutes')(ask, 'settle'),
    ...choiceField(PROOFS)(ask, 'proof'),
    ...choiceField(COPIES)(ask, 'protection'),
    ...textField('/subscriptions/…/storageAccounts/…')(ask, 'storageAccount'),
  ];
}

/** "Each person's own" first, then the zones on offer and the one chosen by typing. */
function listZones(ask: QuestionState, zones: readonly string[]): readonly Choice[] {
  const chosen = ask.values['zone'] ?? '';
  const known = [...zones, ...(chosen === '' || chosen === 'person' ? [] : [chosen]), 'UTC'];
  const named = [...new Set(known)].map((zone) => ({ title: zone.replaceAll('_', ' '), value: zone }));
  return [{ title: 'Each person’s own', value: 'person' }, ...named];
}

function heading(text: string): JsonObject {
  return { type: 'TextBlock', text, size: 'Medium', weight: 'Bolder', wrap: true, separator: true, spacing: 'Large' };
}
