import type { Check } from '../src/domain/checks.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { ChecklistItem } from '../src/domain/request.ts';
import type { Hold, RolloutPhase } from '../src/domain/rollout.ts';
import type { TargetPhase } from '../src/domain/target.ts';
import { escapeText, plainText } from './format.ts';
import { BUILD_WORDS } from './words-build-refusals.ts';
import { CHECK_TITLES, CHECK_WORDS } from './words-checks.ts';
import { COMMAND_WORDS } from './words-commands.ts';
import { FIELD_NAMES, wordProblem } from './words-fields.ts';
import { IMAGE_WORDS } from './words-image-refusals.ts';
import { REFUSAL_WORDS } from './words-refusals.ts';
import type { Facts } from './words-refusals.ts';

/** The sentence for a rule's "no", with the next action. Plain text: escape it before it meets a card. `zone` is an IANA name. */
export function explain(refusal: Refusal, zone = 'UTC'): string {
  if (refusal.code === 'bad-field') return explainField(refusal.facts);
  if (refusal.code === 'check-failed') return explainFailedCheck(refusal.facts);
  const word = SENTENCES.map((words) => words[refusal.code]).find((known) => known !== undefined);
  if (word) return plainText(word(refusal.facts, zone), 600);
  const check = CHECK_WORDS[refusal.code]?.(refusal.facts);
  if (check) return plainText(`${check.reason} ${check.fix}`, 600);
  return `This is not possible now (${refusal.code}). Ask for “status”, and show this code to whoever runs Repave.`;
}

const SENTENCES = [REFUSAL_WORDS, COMMAND_WORDS, BUILD_WORDS, IMAGE_WORDS];

/** "The image is ready (Contoso W11): Windows 365 is still taking it in. Wait …" */
function explainFailedCheck(facts: Facts): string {
  const [id, subject, code] = [facts['check'], facts['subject'], facts['code']].map((fact) => String(fact ?? ''));
  const words = CHECK_WORDS[code ?? '']?.(facts);
  const title = Object.entries(CHECK_TITLES).find(([known]) => known === id)?.[1] ?? 'A precondition';
  const rest = words ? `${words.reason} ${words.fix}` : `This does not fit (${code ?? ''}). Type “check” to see more.`;
  return plainText(`${title} (${subject ?? ''}): ${rest}`, 600);
}

/** "Start of the window: “seven bells” is no time. Write it like 19:00." */
function explainField(facts: Facts): string {
  const field = String(facts['field'] ?? '');
  return `${FIELD_NAMES[field] ?? field}: ${wordProblem(String(facts['problem'] ?? ''), facts)}`;
}

/** The sentence under one field of a question, for a `bad-field` refusal. Plain text. */
export function explainProblem(refusal: Refusal): string {
  return plainText(wordProblem(String(refusal.facts['problem'] ?? ''), refusal.facts), 400);
}

interface CheckWords {
  readonly title: string;
  readonly reason: string;
  /** What to do; empty when the check passed. */
  readonly fix: string;
}

/** Title, reason and fix of one precondition. Plain text. */
export function explainCheck(check: Check): CheckWords {
  const title = CHECK_TITLES[check.id];
  const words = CHECK_WORDS[check.code]?.(check.facts);
  if (words)
    return { title, reason: plainText(words.reason), fix: check.outcome === 'pass' ? '' : plainText(words.fix) };
  const fix =
    check.outcome === 'pass'
      ? ''
      : `Look at “${plainText(check.subject)}” in the Intune admin center, then check again.`;
  return { title, reason: PLAIN_OUTCOMES[check.outcome](check.code), fix };
}

const PLAIN_OUTCOMES: Readonly<Record<Check['outcome'], (code: string) => string>> = {
  pass: () => 'All is well.',
  warn: (code) => `Something is unusual (${code}).`,
  fail: (code) => `This does not fit (${code}).`,
  unknown: (code) => `Repave could not find out (${code}).`,
};

/** Symbol, word, text colour and fill of an outcome: the word alone carries the meaning. */
export const OUTCOMES = {
  pass: { symbol: '✓', word: 'Passed', color: 'Good', style: 'good' },
  warn: { symbol: '!', word: 'Warning', color: 'Warning', style: 'warning' },
  fail: { symbol: '✕', word: 'Stops the plan', color: 'Attention', style: 'attention' },
  unknown: { symbol: '?', word: 'Unknown', color: 'Warning', style: 'warning' },
} as const satisfies Readonly<Record<Check['outcome'], { symbol: string; word: string; color: string; style: string }>>;

export const ROLLOUT_PHASE_WORDS: Readonly<Record<RolloutPhase, string>> = {
  draft: 'Planned, not yet sent for approval',
  'awaiting-approval': 'Waiting for approval',
  noticing: 'Approved: people are being told',
  rolling: 'Under way',
  completed: 'Finished',
  rejected: 'Rejected',
  expired: 'Expired: not approved in time',
  aborted: 'Aborted',
};

export const TARGET_PHASE_WORDS: Readonly<Record<TargetPhase, string>> = {
  planned: 'Not told yet',
  told: 'Told, answer open',
  cleared: 'Told and answered',
  postponed: 'Moved by the person',
  requested: 'Rebuild asked for',
  provisioning: 'Being rebuilt',
  settling: 'Being watched',
  verified: 'Done',
  failed: 'Failed',
  'in-doubt': 'In doubt',
  excluded: 'Left out',
};

export const ITEM_WORDS: Readonly<Record<ChecklistItem, { readonly title: string; readonly question: string }>> = {
  onedrive: { title: 'Files', question: 'Is everything worth keeping in OneDrive or SharePoint?' },
  'app-data': { title: 'App data', question: 'Is app-critical local data, such as licence files, saved elsewhere?' },
  'user-comms': { title: 'People told', question: 'Has everybody been told when and what?' },
  timing: { title: 'Timing', question: 'Is it a good time for everybody?' },
};

/** Why nothing new starts and what to do about it: title and next action. */
export const HOLD_WORDS: Readonly<Record<Hold['kind'], { readonly title: string; readonly next: string }>> = {
  person: { title: 'On hold', next: 'Resume when the reason is gone, or abort.' },
  drift: {
    title: 'On hold: the tenant changed',
    next: 'Put the policy back to what was approved and resume, or abort and plan again.',
  },
  'failure-limit': {
    title: 'On hold: too many failures',
    next: 'Look at the failures. Then retry them, resume without them, or abort.',
  },
  inconclusive: {
    title: 'On hold: the wave proves nothing',
    next: 'No Cloud PC of this wave was rebuilt. Start the next wave anyway, or abort.',
  },
  'switch-failed': {
    title: 'On hold: the policy could not be switched',
    next: 'Check that Repave may write to the policy, then resume to try again, or abort.',
  },
  'awaiting-promotion': {
    title: 'Your word starts the next wave',
    next: 'Look at the result of this wave. Then start the next one, or hold on.',
  },
  'role-lost': {
    title: 'On hold: the requester is no longer an admin',
    next: 'Somebody else can resume it, and answers for it from then on. Otherwise abort.',
  },
  'go-live-refused': {
    title: 'On hold: the switch was refused',
    next: 'Nothing was switched and nothing was wiped. Resume to have it asked again, or abort.',
  },
};

/** What stands behind a hold, as far as it is known: a person's reason, or the policy concerned. Card markdown. */
export function wordHold({ kind, reason, facts }: Hold): string {
  if (kind === 'person' || kind === 'go-live-refused') return reason === '' ? '' : `“${escapeText(reason)}”`;
  const { policy, expected } = facts;
  if (policy === undefined) return '';
  const image = expected === undefined ? 'the approved image' : `“${escapeText(String(expected), 80)}”`;
  return `The policy “${escapeText(String(policy), 80)}” does not name ${image}.`;
}

/** What "measured" and "not safe" rest on, per item of the checklist. */
export const CHECKLIST_BASIS: Readonly<Record<ChecklistItem, { readonly measured: string; readonly bad: string }>> = {
  onedrive: { measured: 'reported by the Cloud PC', bad: 'with files outside OneDrive' },
  'app-data': { measured: 'reported by the Cloud PC', bad: 'with local app data' },
  'user-comms': { measured: 'told, message delivered', bad: 'not reached' },
  timing: { measured: 'with a date inside their own hours', bad: 'without a date that fits' },
};

/** Why Cloud PCs wait, after a count: "12 whose date has not come". */
export const WAITING_WORDS: Readonly<Record<string, string>> = {
  'not-told': 'not told yet',
  unreachable: 'not reached in Teams: ask them to install Repave',
  'call-rejected': 'refused by Windows 365, tried again soon',
  'new-date-not-told': 'not told their new date yet',
  'told-too-late': 'told too recently',
  'not-proven': 'with data not known to be safe: ask them to press “I’m ready”',
  'proof-bad': 'with data that is not safe: ask them to save it',
  'proof-unknown': 'whose Cloud PC has not reported yet that it is safe',
  'help-open': 'asked for help: settle it with them',
  'before-date': 'whose date has not come',
  'date-passed': 'whose date has passed: they get a new one',
  waiting: 'before the next try',
  'signed-in': 'with somebody signed in',
  'session-unknown': 'where nobody knows if somebody is signed in',
  'window-shut': 'outside their hours',
  'window-too-short': 'with too little time left today',
  'wave-not-open': 'in a later wave',
  'other-cloud-pc-away': 'after the same person’s other Cloud PC',
  'no-free-place': 'for a free place',
  'look-too-old': 'for a fresh look at the tenant',
  held: 'because of the hold',
  'status-unfit': 'in a status that does not allow it',
  'action-running': 'behind another action of Windows 365',
  'policy-image-differs': 'until their policy names the new image',
  'late-start-open': 'until somebody says start now',
  'failed-before': 'after a failure: retry or leave them',
  'attempt-under-way': 'for their own result',
};
