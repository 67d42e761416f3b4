import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { wordDays } from './format.ts';
import { besides, choiceField, hasProblem, numberField, textField, timeField } from './fields.ts';
import type { Choice } from './fields.ts';
import { say } from './text/say.ts';

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

const PROMOTIONS = ['automatic', 'by-person'] as const;
const PROOFS = ['automatic', 'measured', 'measured-or-attested', 'attested'] as const;
const GO_LIVES = ['with-plan', 'separate'] as const;
const COPIES = ['none', 'restore-point', 'export'] as const;

/** When may work start, and how fast. Everything is filled in already: one click takes it as it is. */
export function bindAskTiming(given: QuestionState & { readonly zones?: readonly string[] }): JsonObject {
  const ask = { ...given, values: { ...given.values, days: wordDays(given.values['days'] ?? '') } };
  return bindQuestion({
    step: 'timing',
    title: say('question.timing-title'),
    lead: say('question.timing-lead'),
    fields: [
      ...textField('Mon-Fri')(ask, 'days'),
      besides(timeField()(ask, 'windowStart'), timeField()(ask, 'windowEnd')),
      ...choiceField(listZones(ask, given.zones ?? []))(ask, 'zone'),
      ...textField('14 days')(ask, 'deadline'),
    ],
    more: { title: say('question.timing-more'), fields: bindMore(ask), isOpen: hasProblem(ask, MORE) },
  });
}

function bindMore(ask: QuestionState): readonly JsonObject[] {
  return [
    heading(say('question.timing-people')),
    ...textField('24 hours')(ask, 'lead'),
    ...textField('7 days, 1 day, 1 hour')(ask, 'reminders'),
    ...numberField(0, 10)(ask, 'postponements'),
    ...textField('2026-12-24, 2026-12-25')(ask, 'freeze'),
    heading(say('question.timing-waves')),
    ...numberField(1, 500)(ask, 'canary'),
    ...textField('25, 60, 100')(ask, 'percents'),
    ...numberField(1, 200)(ask, 'concurrency'),
    ...choiceField(PROMOTIONS.map((value) => ({ title: say(`question.promotion-${value}`), value })))(ask, 'promotion'),
    heading(say('question.timing-approval')),
    ...textField('72 hours')(ask, 'approval'),
    ...numberField(1, 5)(ask, 'quorum'),
    ...choiceField(GO_LIVES.map((value) => ({ title: say(`question.go-live-${value}`), value })))(ask, 'goLive'),
    ...textField('CVE-2026-12345')(ask, 'expedite'),
    heading(say('question.timing-care')),
    ...numberField(0, 100)(ask, 'failurePercent'),
    ...numberField(0, 1000)(ask, 'failureCount'),
    ...textField('30 minutes')(ask, 'settle'),
    ...choiceField(PROOFS.map((value) => ({ title: say(`question.proof-${value}`), value })))(ask, 'proof'),
    ...choiceField(COPIES.map((value) => ({ title: say(`question.copy-${value}`), value })))(ask, 'protection'),
    ...textField('/subscriptions/…/storageAccounts/…')(ask, 'storageAccount'),
  ];
}

/** "Each person's own" first, then the zones on offer and the one chosen by typing. */
function listZones(ask: QuestionState, zones: readonly string[]): readonly Choice[] {
  const chosen = ask.values['zone'] ?? '';
  const known = [...zones, ...(chosen === '' || chosen === 'person' ? [] : [chosen]), 'UTC'];
  const named = [...new Set(known)].map((zone) => ({ title: zone.replaceAll('_', ' '), value: zone }));
  return [{ title: say('question.zone-own'), value: 'person' }, ...named];
}

function heading(text: string): JsonObject {
  return { type: 'TextBlock', text, size: 'Medium', weight: 'Bolder', wrap: true, separator: true, spacing: 'Large' };
}
