import type { Check } from '../src/domain/checks.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { ChecklistItem } from '../src/domain/request.ts';
import type { Hold, RolloutPhase } from '../src/domain/rollout.ts';
import type { TargetPhase } from '../src/domain/target.ts';
import { escapeText, plainText } from './format.ts';
import { findMessage, say } from './text/say.ts';
import { BUILD_WORDS } from './words-build-refusals.ts';
import { CHECK_WORDS } from './words-checks.ts';
import { COMMAND_WORDS } from './words-commands.ts';
import { nameField, wordProblem } from './words-fields.ts';
import { IMAGE_WORDS } from './words-image-refusals.ts';
import { REFUSAL_WORDS } from './words-refusals.ts';
import type { Facts } from './words-refusals.ts';
import { RIGHTS_WORDS } from './words-rights.ts';

/** The sentence for a rule's "no", with the next action. Plain text: escape it before it meets a card. `zone` is an IANA name. */
export function explain(refusal: Refusal, zone = 'UTC'): string {
  if (refusal.code === 'bad-field') return explainField(refusal.facts);
  if (refusal.code === 'check-failed') return explainFailedCheck(refusal.facts);
  const word = SENTENCES.map((words) => words[refusal.code]).find((known) => known !== undefined);
  if (word) return plainText(word(refusal.facts, zone), 600);
  const check = CHECK_WORDS[refusal.code]?.(refusal.facts);
  if (check) return plainText(`${check.reason} ${check.fix}`, 600);
  return say('refusal.unknown-code', { code: refusal.code });
}

const SENTENCES = [REFUSAL_WORDS, COMMAND_WORDS, RIGHTS_WORDS, BUILD_WORDS, IMAGE_WORDS];

/** "The image is ready (Contoso W11): Windows 365 is still taking it in. Wait …" */
function explainFailedCheck(facts: Facts): string {
  const [id, subject, code] = [facts['check'], facts['subject'], facts['code']].map((fact) => String(fact ?? ''));
  const words = CHECK_WORDS[code ?? '']?.(facts);
  const title = findMessage(`check.title-${id ?? ''}`) ?? 'check.a-precondition';
  const rest = words ? `${words.reason} ${words.fix}` : say('check.does-not-fit', { code: code ?? '' });
  return plainText(say('check.failed-line', { title: say(title), subject: subject ?? '', rest }), 600);
}

/** "Start of the window: “seven bells” is no time. Write it like 19:00." */
function explainField(facts: Facts): string {
  const field = String(facts['field'] ?? '');
  const problem = wordProblem(String(facts['problem'] ?? ''), facts);
  return say('check.field-line', { field: nameField(field), problem });
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
  const title = say(`check.title-${check.id}`);
  const isWell = check.outcome === 'pass';
  const words = CHECK_WORDS[check.code]?.(check.facts);
  if (words) return { title, reason: plainText(words.reason), fix: isWell ? '' : plainText(words.fix) };
  const fix = isWell ? '' : say('check.plain-fix', { subject: plainText(check.subject) });
  return { title, reason: say(`check.plain-${check.outcome}`, { code: check.code }), fix };
}

/** Symbol, text colour and fill of an outcome. */
const OUTCOMES = {
  pass: { symbol: '✓', color: 'Good', style: 'good' },
  warn: { symbol: '!', color: 'Warning', style: 'warning' },
  fail: { symbol: '✕', color: 'Attention', style: 'attention' },
  unknown: { symbol: '?', color: 'Warning', style: 'warning' },
} as const satisfies Readonly<Record<Check['outcome'], { symbol: string; color: string; style: string }>>;

/** How an outcome looks, and its word: the word alone carries the meaning. */
export function outcomeOf(outcome: Check['outcome']): (typeof OUTCOMES)[Check['outcome']] & { readonly word: string } {
  return { ...OUTCOMES[outcome], word: say(`check.outcome-${outcome}`) };
}

export function wordRolloutPhase(phase: RolloutPhase): string {
  return say(`phase.${phase}`);
}

export function wordTargetPhase(phase: TargetPhase): string {
  return say(`target.${phase}`);
}

/** An item of the checklist, and the question that it asks. */
export function wordItem(item: ChecklistItem): { readonly title: string; readonly question: string } {
  return { title: say(`item.${item}`), question: say(`item.${item}-question`) };
}

/** Why nothing new starts and what to do about it: title and next action. */
export function wordHoldKind(kind: Hold['kind']): { readonly title: string; readonly next: string } {
  return { title: say(`hold.${kind}`), next: say(`hold.${kind}-next`) };
}

/** What stands behind a hold, as far as it is known: a person's reason, or the policy concerned. Card markdown. */
export function wordHold({ kind, reason, facts }: Hold): string {
  if (kind === 'person' || kind === 'line-stopped' || kind === 'go-live-refused')
    return reason === '' ? '' : say('hold.quoted', { text: escapeText(reason) });
  const { policy, expected } = facts;
  if (policy === undefined) return '';
  const image =
    expected === undefined
      ? say('hold.approved-image')
      : say('hold.quoted', { text: escapeText(String(expected), 80) });
  return say('hold.policy-differs', { policy: escapeText(String(policy), 80), image });
}

/** What "measured" and "not safe" rest on, per item of the checklist. */
export function wordBasis(item: ChecklistItem): { readonly measured: string; readonly bad: string } {
  const isData = item === 'onedrive' || item === 'app-data';
  return { measured: say(isData ? 'basis.measured' : `basis.measured-${item}`), bad: say(`basis.bad-${item}`) };
}

/** Why Cloud PCs wait, after a count: "whose date has not come"; undefined for a code without words. */
export function wordWaiting(code: string): string | undefined {
  const known = findMessage(`waiting.${code}`);
  return known && say(known);
}
