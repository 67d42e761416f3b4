import type { AppealView } from '../src/domain/views-rights.ts';
import type { Slot } from '../src/domain/window.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './ask.json' with { type: 'json' };
import { askFor, showCard } from './buttons.ts';
import { escapeText, formatMoment, formatSlotShort, formatZone, joinNames, plainText } from './format.ts';
import { wordFinding } from './proof-words.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';

const fill = createTemplate(source);

/** Somebody asks, a second person decides: what they want and why, what holds now, and what came of it. */
export function bindAppeal(view: AppealView, { zone }: { readonly zone: string }): JsonObject {
  const { appeal } = view;
  const lead = wordWish(view, zone, escapeText);
  const why = escapeText(appeal.reason);
  return fill({
    summary: summarise(view, zone),
    eyebrow: escapeText(view.title),
    title: titleOf(view, escapeText),
    lead,
    banner: say('rights.quoted', { text: why }),
    bannerStyle: 'emphasis',
    bannerLines: [],
    facts: factsOf(view, zone),
    sections: answerOf(view, zone),
    doubt: [],
    small: view.state === 'open' ? say(`rights.appeal-small-${appeal.kind === 'waiver' ? 'waiver' : 'exception'}`) : '',
    actions: view.state === 'open' && view.mayDecide ? buttonsOf(view) : [],
  });
}

/** How people's parts are made harmless: for the card, or for plain text. */
type Guard = (text: string, cap: number) => string;

function summarise(view: AppealView, zone: string): string {
  const words = { title: titleOf(view, plainText), wish: wordWish(view, zone, plainText) };
  return plainText(say('rights.appeal-summary', { ...words, reason: plainText(view.appeal.reason, 200) }), 390);
}

function titleOf({ appeal, state, personName }: AppealView, guard: Guard): string {
  const person = guard(personName, 60);
  const asked = appeal.kind === 'waiver' ? 'rights.appeal-title-waiver' : 'rights.appeal-title-exception';
  return state === 'open' ? say(asked, { person }) : say(`rights.appeal-title-${state}`, { person });
}

function wordWish(view: AppealView, zone: string, guard: Guard): string {
  const { appeal, personName } = view;
  const who = { by: guard(appeal.by.name, 60), person: guard(personName, 60) };
  if (appeal.kind === 'waiver') {
    return say('rights.wish-waiver', { ...who, item: (appeal.item ?? 'onedrive').replaceAll('-', '') });
  }
  if (!appeal.wish) return say('rights.wish-leave-out', who);
  return say('rights.wish-later', { ...who, slot: wordSlot(appeal.wish, view, zone) });
}

/** A span with its zone named: as the owner's clock shows it, then as the reader's does where that differs. */
function wordSlot(slot: Slot, { ownerZone }: AppealView, zone: string): string {
  const [owners, readers] = [formatSlotShort(slot, ownerZone), formatSlotShort(slot, zone)];
  const named = `${owners}, ${formatZone(ownerZone, slot.startAt)}`;
  return owners === readers ? named : `${named} / ${readers}, ${formatZone(zone, slot.startAt)}`;
}

function factsOf(view: AppealView, zone: string): readonly Json[] {
  const { appeal, slot, deadlineAt, postponements, cloudPcName, requesterName } = view;
  const moved = appeal.kind === 'waiver' ? [] : [fact(say('rights.moved'), say('rights.times', { n: postponements }))];
  return [
    fact(say('rights.cloud-pc'), escapeText(cloudPcName, 60)),
    ...reportedFact(view, zone),
    fact(say('rights.asked-on'), formatMoment(appeal.at, zone)),
    fact(say('rights.date-now'), wordSlot(slot, view, zone)),
    fact(say('rights.deadline'), formatMoment(deadlineAt, zone)),
    ...moved,
    fact(say('rights.requester'), escapeText(requesterName, 60)),
  ];
}

/** What there is to lose, or why nobody knows: a waiver is decided by it. */
function reportedFact({ reported }: AppealView, zone: string): readonly Json[] {
  if (!reported) return [];
  const { at, findings } = reported;
  const what = joinNames(findings.map(wordFinding), 3);
  const value = at
    ? say('rights.reported-at', { at: formatMoment(at, zone), what: what || say('proof.nothing-to-lose') })
    : say('rights.reported-nothing', { why: what || say('rights.reported-by-word') });
  return [fact(say('rights.reported'), value)];
}

function answerOf({ appeal, state }: AppealView, zone: string): readonly Json[] {
  const { answer } = appeal;
  if (!answer || (state !== 'approved' && state !== 'declined')) return [];
  const by = { by: escapeText(answer.by.name, 60), at: formatMoment(answer.at, zone) };
  const reason = answer.reason === '' ? '' : `\n\n${say('rights.quoted', { text: escapeText(answer.reason) })}`;
  return [{ heading: say('rights.answer'), lines: `${say('rights.answered-by', by)}${reason}` }];
}

function buttonsOf({ rolloutId, cloudPcId, appeal, hash }: AppealView): readonly JsonObject[] {
  const key = { rolloutId, cloudPcId, no: appeal.no, hash };
  const why = askFor({ id: 'reason', label: say('rights.decline-label'), error: say('rights.decline-error') });
  const decline = executeButton(say('rights.decline-now'), 'appeal.decline', key, { style: 'destructive' });
  return [
    executeButton(say('rights.approve'), 'appeal.approve', key, { style: 'positive', ignoreInputs: true }),
    showCard(say('rights.decline'), [why], [decline]),
  ];
}

function fact(title: string, value: string): Json {
  return { title, value };
}
