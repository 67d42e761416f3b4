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
    ...(appeal ? [wordAppeal(appeal, zone)].filter((text) => text !== '') : []),
    ...(stage === 'done' && help ? [wordCase(help)] : []),
  ];
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

function wordAppeal({ kind, wish, answer }: Appeal, zone: string): string {
  const asked =
    kind === 'later' && wish ? say('rights.own-later', { slot: formatSlotShort(wish, zone) }) : say('rights.own-out');
  if (!answer) return say('rights.own-open', { asked });
  if (answer.decision === 'voided') return '';
  const by = escapeText(answer.by.name, 60);
  const reason = answer.reason === '' ? '' : ` ${say('rights.quoted', { text: escapeText(answer.reason) })}`;
  return `${say(`rights.own-${answer.decision}`, { asked, by })}${reason}`;
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
