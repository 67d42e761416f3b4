import { COMPLAINTS } from '../src/domain/case.ts';
import type { Appeal } from '../src/domain/appeal.ts';
import type { NoticeStage, NoticeView } from '../src/domain/views-notice.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject, NoticeKey } from './actions.ts';
import { askFor, showCard } from './buttons.ts';
import { stopForm } from './buttons-rights.ts';
import { escapeText, formatSlotShort, formatZone } from './format.ts';
import { say } from './text/say.ts';

/** Stages in which an exception can be asked for. */
const OPEN_STAGES: readonly NoticeStage[] = ['planned', 'moved', 'postponed', 'ready', 'help'];

/** What the owner may demand beside the buttons of the stage: an exception, once the date can no longer be moved, and a stop of everything. */
export function rightsButtons(view: NoticeView): readonly JsonObject[] {
  const { rights, stage } = view;
  if (!rights || stage === 'replaced') return [];
  return [
    ...(mayAskException(view) ? [exceptionButton(view)] : []),
    ...(stage === 'done' && view.works === false ? caseButtons(view) : []),
    ...(rights.mayStop ? [stopOwnButton(view)] : []),
  ];
}

/** What came of what they demanded. Card markdown. */
export function rightsParagraphs(view: NoticeView): readonly string[] {
  const { rights, stage, zone } = view;
  if (!rights || stage === 'replaced') return [];
  const { appeal, stop, help } = rights;
  return [
    ...(stop ? [say(stop.own ? 'rights.notice-stopped-own' : 'rights.notice-stopped')] : []),
    ...(appeal && !wordRequest(view) ? [wordAppeal(appeal, zone)].filter((text) => text !== '') : []),
    ...(stage === 'done' && help ? [wordCase(help)] : []),
  ];
}

/** Stages in which nothing is more important than the request. */
const TITLED_STAGES: readonly NoticeStage[] = ['planned', 'moved', 'postponed', 'ready'];

/** Title and lead of a notice about the newest request: while nothing happens before its answer, and where the answer is the news. */
export function wordRequest(view: NoticeView): { readonly title: string; readonly lead: string } | undefined {
  const { rights, stage, zone, bringsAnswer } = view;
  const appeal = rights?.appeal;
  if (!appeal || !TITLED_STAGES.includes(stage)) return undefined;
  const asked = wordAsked(appeal, zone);
  if (!appeal.answer) return { title: say('rights.own-open-title'), lead: say('rights.own-open-lead', { asked }) };
  if (!bringsAnswer || appeal.answer.decision !== 'declined') return undefined;
  const lead = say('rights.own-declined-lead', { asked, by: escapeText(appeal.answer.by.name, 60) });
  return { title: say('rights.own-declined-title'), lead: `${lead}${wordReason(appeal.answer)}` };
}

/** Nothing that the owner does counts before the answer, so nothing is asked of them. */
export function awaitsAnswer(view: NoticeView): boolean {
  return view.rights?.appeal?.answer === null && TITLED_STAGES.includes(view.stage);
}

/** The choice of what is wrong, before the person's own words. */
export function complaintForm(): readonly Json[] {
  const choices = COMPLAINTS.map((what) => ({ title: say(`rights.what-${what}`), value: what }));
  return [
    {
      type: 'Input.ChoiceSet',
      id: 'what',
      label: say('rights.what-label'),
      style: 'expanded',
      value: 'sign-in',
      wrap: true,
      choices,
    },
  ];
}

/** Once the date can no longer be moved. */
export function mayAskException({ stage, rights, otherSlots, mayAskException: isSpent }: NoticeView): boolean {
  if (!rights?.wishes || !OPEN_STAGES.includes(stage)) return false;
  return isSpent || otherSlots.length === 0;
}

function exceptionButton(view: NoticeView): JsonObject {
  const dates = (view.rights?.wishes ?? []).map((slot) => ({
    title: formatSlotShort(slot, view.zone),
    value: slot.startAt,
  }));
  const wish = {
    type: 'Input.ChoiceSet',
    id: 'wish',
    label: say('rights.wish-label', { zone: formatZone(view.zone, view.slot.startAt) }),
    style: 'compact',
    isRequired: true,
    errorMessage: say('rights.wish-error'),
    placeholder: say('rights.wish-placeholder'),
    choices: [...dates, { title: say('rights.wish-out'), value: 'leave-out' }],
  };
  const why = askFor({ id: 'exceptionReason', label: say('rights.why-label'), error: say('rights.why-error') });
  const note = { type: 'TextBlock', text: say('rights.exception-note'), wrap: true };
  const ask = executeButton(say('rights.exception-now'), 'appeal.ask', keyOf(view), { style: 'positive' });
  return showCard(say('rights.exception'), [note, wish, why], [ask]);
}

function stopOwnButton(view: NoticeView): JsonObject {
  const stop = executeButton(say('rights.stop-now'), 'line.stop-own', keyOf(view), { style: 'destructive' });
  return showCard(say('rights.stop-own'), stopForm(), [stop], 'destructive');
}

/** The owner ends a case themselves, or says that it was closed too early. */
function caseButtons(view: NoticeView): readonly JsonObject[] {
  const works = executeButton(say('notice.button.works'), 'notice.works', keyOf(view), {
    style: 'positive',
    ignoreInputs: true,
  });
  const isClosed = view.rights?.help?.turns.at(-1)?.what === 'closed';
  return isClosed ? [works, reopenButton(view)] : [works];
}

function reopenButton(view: NoticeView): JsonObject {
  const words = askFor({ id: 'caseText', label: say('rights.reopen-label'), error: say('rights.reopen-error') });
  const send = executeButton(say('rights.reopen-now'), 'case.reopen', keyOf(view), { style: 'positive' });
  return showCard(say('rights.reopen'), [words], [send]);
}

function wordAppeal(appeal: Appeal, zone: string): string {
  const { answer } = appeal;
  const asked = wordAsked(appeal, zone);
  if (!answer) return say('rights.own-open', { asked });
  if (answer.decision === 'voided') return '';
  const by = escapeText(answer.by.name, 60);
  return `${say(`rights.own-${answer.decision}`, { asked, by })}${wordReason(answer)}`;
}

/** "for Tue 8 Dec, 19:00 to 05:00, Berlin time (GMT+1)". */
function wordAsked({ kind, wish }: Appeal, zone: string): string {
  if (kind !== 'later' || !wish) return say('rights.own-out');
  return say('rights.own-later', { slot: `${formatSlotShort(wish, zone)}, ${formatZone(zone, wish.startAt)}` });
}

function wordReason({ reason }: NonNullable<Appeal['answer']>): string {
  return reason === '' ? '' : ` ${say('rights.quoted', { text: escapeText(reason) })}`;
}

function wordCase({ number, turns }: NonNullable<NonNullable<NoticeView['rights']>['help']>): string {
  const last = turns.at(-1);
  if (last?.what !== 'closed') return say('rights.own-case', { number });
  const by = escapeText(last.by.name, 60);
  return last.words === ''
    ? say('rights.own-case-closed', { number, by })
    : say('rights.own-case-closed-words', { number, by, words: escapeText(last.words) });
}

function keyOf({ rolloutId, cloudPcId, slotRevision }: NoticeView): NoticeKey {
  return { rolloutId, cloudPcId, slotRevision };
}
