import type { ChecklistCounts, ChecklistView } from '../src/domain/views-plan.ts';
import { PROOF_MAX_AGE_MINUTES } from '../src/domain/proof.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { formOf, namesOf } from './checklist-open.ts';
import source from './checklist.json' with { type: 'json' };
import { escapeText, formatMoment } from './format.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';
import { wordLimit } from './words-proof.ts';
import { wordBasis, wordItem } from './words.ts';

const fill = createTemplate(source);

/** The four questions before a wipe: what each rests on, for how many people, and who vouched for it. */
export function bindChecklist(view: ChecklistView, options: { readonly zone: string }): JsonObject {
  const open = view.items.filter((item) => openCount(item) > 0 && !comesLater(view, item)).length;
  const title =
    open === 0 ? say('checklist.title-done') : say('checklist.title-open', { open, all: view.items.length });
  return fill({
    summary: title,
    eyebrow: '',
    title,
    lead: say('checklist.lead'),
    items: view.items.map((counts) => bindItem(view, counts, options.zone)),
    small: wordSmallPrint(view),
    actions: view.mayTick
      ? [
          executeButton(
            say('checklist.back-to-plan'),
            'plan.show',
            { rolloutId: view.rolloutId },
            { ignoreInputs: true },
          ),
        ]
      : [executeButton(say('checklist.back-to-approval'), 'approval.details', keyOf(view), { ignoreInputs: true })],
  });
}

function wordSmallPrint({ mayTick, measuredForMinutes }: ChecklistView): string {
  if (measuredForMinutes !== undefined)
    return say('checklist.small-measured', { limit: wordLimit(measuredForMinutes) });
  return mayTick ? say('checklist.small-tick') : say('checklist.small-sent');
}

function bindItem(view: ChecklistView, counts: ChecklistCounts, zone: string): JsonObject {
  const isOpen = view.open === counts.item;
  const later = comesLater(view, counts);
  const state = later ? { text: say('checklist.after-approval'), style: 'emphasis' } : stateOf(counts);
  return {
    ...wordItem(counts.item),
    state: state.text,
    style: state.style,
    counts: later ? say('checklist.told-later', { n: counts.unknown }) : wordCounts(counts),
    tick: wordTick(counts, zone),
    names: isOpen ? namesOf(view.people, { zone, limitMinutes: view.measuredForMinutes ?? PROOF_MAX_AGE_MINUTES }) : '',
    buttons: [
      executeButton(
        isOpen ? say('checklist.hide-names') : say('checklist.show-names'),
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
  if (counts.bad > 0) return { text: say('checklist.state-bad', { n: counts.bad }), style: 'attention' };
  if (counts.unknown > 0) return { text: say('checklist.state-open', { n: counts.unknown }), style: 'warning' };
  return { text: say(counts.tick ? 'checklist.state-ticked' : 'checklist.state-answered'), style: 'good' };
}

/** "200 reported by the Cloud PC, 12 by the person's word, 2 waived, 12 open". */
function wordCounts(counts: ChecklistCounts): string {
  const basis = wordBasis(counts.item);
  const parts = [
    { count: counts.measured, word: basis.measured },
    { count: counts.attested, word: say(counts.tick ? 'checklist.ticked-or-word' : 'checklist.own-word') },
    { count: counts.waived, word: say('checklist.waived') },
    { count: counts.bad, word: basis.bad },
    { count: counts.unknown, word: say('checklist.open') },
  ].filter(({ count }) => count > 0);
  return parts.length === 0
    ? say('checklist.nobody')
    : parts.map(({ count, word }) => say('checklist.count', { n: count, word })).join(' · ');
}

function wordTick({ tick }: ChecklistCounts, zone: string): string {
  if (!tick) return '';
  const [by, reason] = [escapeText(tick.byName), escapeText(tick.reason)];
  return say('checklist.ticked-by', { by, at: formatMoment(tick.at, zone), reason });
}

function keyOf(view: ChecklistView): {
  readonly [key: string]: Json;
  readonly rolloutId: string;
  readonly hash: string;
} {
  return { rolloutId: view.rolloutId, hash: view.hash };
}
