import type { ChecklistCounts, ChecklistView } from '../src/domain/views-plan.ts';
import { PROOF_MAX_AGE_MINUTES } from '../src/domain/proof.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { formOf, namesOf } from './checklist-open.ts';
import source from './checklist.json' with { type: 'json' };
import { escapeText, formatMoment, formatNumber } from './format.ts';
import { createTemplate } from './render.ts';
import { wordLimit } from './words-proof.ts';
import { wordBasis, wordItem } from './words.ts';

const fill = createTemplate(source);

/** The four questions before a wipe: what each rests on, for how many people, and who vouched for it. */
export function bindChecklist(view: ChecklistView, options: { readonly zone: string }): JsonObject {
  const open = view.items.filter((item) => openCount(item) > 0 && !comesLater(view, item)).length;
  const title =
    open === 0 ? 'Checklist: everything is answered' : `Checklist: ${open} of ${view.items.length} still open`;
  return fill({
    summary: title,
    eyebrow: '',
    title,
    lead: 'Nobody’s Cloud PC is touched while its own answers are open. This list shows what they rest on.',
    items: view.items.map((counts) => bindItem(view, counts, options.zone)),
    small: wordSmallPrint(view),
    actions: view.mayTick
      ? [executeButton('Back to the plan', 'plan.show', { rolloutId: view.rolloutId }, { ignoreInputs: true })]
      : [executeButton('Back to the approval', 'approval.details', keyOf(view), { ignoreInputs: true })],
  });
}

function wordSmallPrint({ mayTick, measuredForMinutes }: ChecklistView): string {
  if (measuredForMinutes !== undefined)
    return `${wordLimit(measuredForMinutes)} What is not safe, or not known, an approver can waive for one Cloud PC after the approval.`;
  return mayTick
    ? 'A tick speaks for everybody and becomes part of the plan, with your name.'
    : 'The plan has been sent for approval: ticks are shut. An approver can still waive for one Cloud PC.';
}

function bindItem(view: ChecklistView, counts: ChecklistCounts, zone: string): JsonObject {
  const isOpen = view.open === counts.item;
  const later = comesLater(view, counts);
  const state = later ? { text: 'After approval', style: 'emphasis' } : stateOf(counts);
  return {
    ...wordItem(counts.item),
    state: state.text,
    style: state.style,
    counts: later ? `${formatNumber(counts.unknown)} are told when the plan is approved` : wordCounts(counts),
    tick: wordTick(counts, zone),
    names: isOpen ? namesOf(view.people, { zone, limitMinutes: view.measuredForMinutes ?? PROOF_MAX_AGE_MINUTES }) : '',
    buttons: [
      executeButton(
        isOpen ? 'Hide names' : 'Show names',
        'checklist.open',
        { ...keyOf(view), item: isOpen ? 'none' : counts.item },
        { ignoreInputs: true },
      ),
    ],
    form: isOpen ? formOf(view, counts.item) : [],
  };
}

/** Nobody is told before the approval, so nothing is missing until then. */
function comesLater({ mayTick }: ChecklistView, { item, measured, bad, unknown }: ChecklistCounts): boolean {
  return mayTick && item === 'user-comms' && unknown > 0 && measured + bad === 0;
}

function openCount({ bad, unknown }: ChecklistCounts): number {
  return bad + unknown;
}

function stateOf(counts: ChecklistCounts): { readonly text: string; readonly style: string } {
  if (counts.bad > 0) return { text: `✕ ${formatNumber(counts.bad)} not safe`, style: 'attention' };
  if (counts.unknown > 0) return { text: `? ${formatNumber(counts.unknown)} open`, style: 'warning' };
  return { text: counts.tick ? '✓ Ticked' : '✓ Answered', style: 'good' };
}

/** "200 reported by the Cloud PC, 12 by the person's word, 2 waived, 12 open". */
function wordCounts(counts: ChecklistCounts): string {
  const basis = wordBasis(counts.item);
  const parts = [
    { count: counts.measured, word: basis.measured },
    { count: counts.attested, word: counts.tick ? 'ticked or by their own word' : 'by their own word' },
    { count: counts.waived, word: 'waived' },
    { count: counts.bad, word: basis.bad },
    { count: counts.unknown, word: 'open' },
  ].filter(({ count }) => count > 0);
  return parts.length === 0
    ? 'Nobody is concerned.'
    : parts.map(({ count, word }) => `${formatNumber(count)} ${word}`).join(' · ');
}

function wordTick({ tick }: ChecklistCounts, zone: string): string {
  if (!tick) return '';
  return `Ticked by ${escapeText(tick.byName)} on ${formatMoment(tick.at, zone)}: ${escapeText(tick.reason)}`;
}

function keyOf(view: ChecklistView): {
  readonly [key: string]: Json;
  readonly rolloutId: string;
  readonly hash: string;
} {
  return { rolloutId: view.rolloutId, hash: view.hash };
}
