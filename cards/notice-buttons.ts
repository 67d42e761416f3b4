import { DateTime } from 'luxon';
import type { NoticeStage, NoticeView } from '../src/domain/views-notice.ts';
import { executeButton } from './actions.ts';
import type { JsonObject, NoticeKey } from './actions.ts';
import { askFor, showCard, MOST_BUTTONS } from './buttons.ts';
import { formatShort, formatSlotShort, formatTime, formatZone } from './format.ts';
import { awaitsAnswer, complaintForm, rightsButtons } from './notice-rights.ts';
import { wordPostponing } from './notice-words.ts';
import { say } from './text/say.ts';

/** A button, or undefined where it has no use. */
type Maker = (view: NoticeView) => JsonObject | undefined;

const WAITING: readonly Maker[] = [check, ready, sooner, another, latest, help];

/** What each stage offers, the main thing first. */
const BUTTONS: Readonly<Partial<Record<NoticeStage, readonly Maker[]>>> = {
  planned: WAITING,
  moved: WAITING,
  postponed: WAITING,
  ready: [sooner, another, latest, help],
  help: [ready, another, latest],
  'last-call': [snooze, signedOut, help],
  snoozed: [snooze, help],
  done: [works, broken],
  failed: [help],
  replaced: [show],
};

/** While their request waits for its answer: nothing that they say or do is needed. */
const AWAITING: readonly Maker[] = [another, latest, help];
/** The last call to somebody whose own answer is missing: nothing starts without it. */
const CALLED_AND_MISSING: readonly Maker[] = [check, ready, snooze, help];

/** What gives way first where there is no room: the dates are on "Another time" as well. */
const DISPENSABLE: readonly Maker[] = [latest, sooner];

export function listNoticeButtons(view: NoticeView): readonly JsonObject[] {
  const rights = rightsButtons(view);
  const made = makersFor(view).flatMap((make) => {
    const button = make(view);
    return button ? [{ make, button }] : [];
  });
  const tooMany = made.length + rights.length - MOST_BUTTONS;
  const dropped = DISPENSABLE.filter((make) => made.some((one) => one.make === make)).slice(0, Math.max(0, tooMany));
  return [...made.filter(({ make }) => !dropped.includes(make)).map(({ button }) => button), ...rights];
}

function makersFor(view: NoticeView): readonly Maker[] {
  if (awaitsAnswer(view)) return AWAITING;
  return isMissing(view) ? CALLED_AND_MISSING : (BUTTONS[view.stage] ?? []);
}

function isMissing({ stage, needsReady }: NoticeView): boolean {
  return stage === 'last-call' && needsReady;
}

export function mayMove(view: NoticeView): boolean {
  return view.stage !== 'last-call' && view.otherSlots.length > 0;
}

function check(view: NoticeView): JsonObject | undefined {
  if (!view.proof || view.proof.verdict === 'green') return undefined;
  return executeButton(say('notice.button.check'), 'notice.check', keyOf(view), { style: 'positive' });
}

/** A word that counts for nothing is not asked for: what a Cloud PC reports is mended on the Cloud PC. */
function ready(view: NoticeView): JsonObject | undefined {
  const isAskedForHelp = view.stage === 'help';
  if (!isAskedForHelp && view.proof && !view.proof.wordCounts) return undefined;
  const isFirst = isAskedForHelp || !check(view);
  return executeButton(say('notice.button.ready'), 'notice.ready', keyOf(view), isFirst ? { style: 'positive' } : {});
}

/** From this hour on the same day is an evening. */
const EVENING = 17;

function sooner(view: NoticeView): JsonObject | undefined {
  const slot = view.soonerSlot;
  if (!slot) return undefined;
  const [time, when] = [formatTime(slot.startAt, view.zone), formatShort(slot.startAt, view.zone)];
  const isEvening = DateTime.fromISO(slot.startAt, { zone: view.zone }).hour >= EVENING;
  const sameDay = isEvening ? say('notice.button.tonight', { time }) : say('notice.button.today', { time });
  const title = slot.today ? sameDay : say('notice.button.sooner', { when });
  return executeButton(title, 'notice.choose', { ...keyOf(view), slot: slot.startAt }, { ignoreInputs: true });
}

/** More dates than this are easier to choose from a list that opens. */
const MOST_EXPANDED = 6;

function another(view: NoticeView): JsonObject | undefined {
  if (!mayMove(view)) return undefined;
  const choices = view.otherSlots.map((slot) => ({ title: formatSlotShort(slot, view.zone), value: slot.startAt }));
  const pick = {
    type: 'Input.ChoiceSet',
    id: 'slot',
    label: say('notice.ask.slot', { zone: formatZone(view.zone, view.slot.startAt) }),
    style: choices.length > MOST_EXPANDED ? 'compact' : 'expanded',
    isRequired: true,
    errorMessage: say('notice.ask.slot-error'),
    value: choices[0]?.value ?? '',
    choices,
  };
  const note = { type: 'TextBlock', text: wordPostponing(view), wrap: true, isSubtle: true, size: 'Small' };
  const move = executeButton(say('notice.button.move'), 'notice.postpone', keyOf(view), { style: 'positive' });
  return showCard(say('notice.button.another'), [pick, note], [move]);
}

function latest(view: NoticeView): JsonObject | undefined {
  const slot = view.lastSlot;
  if (!slot || !mayMove(view)) return undefined;
  const title = say('notice.button.latest', { when: formatShort(slot.startAt, view.zone) });
  const tooltip = say('notice.button.latest-tooltip');
  return executeButton(title, 'notice.choose', { ...keyOf(view), slot: slot.startAt }, { ignoreInputs: true, tooltip });
}

function snooze(view: NoticeView): JsonObject | undefined {
  if (view.stage === 'last-call' && !view.call.maySnooze) return undefined;
  return executeButton(say('notice.button.snooze'), 'notice.snooze', keyOf(view), {
    ...(isMissing(view) ? {} : { style: 'positive' }),
    ignoreInputs: true,
  });
}

/** Asked only where nothing starts without it. */
function signedOut(view: NoticeView): JsonObject | undefined {
  if (view.stage !== 'last-call') return undefined;
  const { session, gone, isFinal } = view.call;
  if (session !== 'unknown' || gone || isFinal) return undefined;
  return executeButton(say('notice.button.signed-out'), 'notice.signed-out', keyOf(view), { ignoreInputs: true });
}

function help(view: NoticeView): JsonObject {
  const ask = askFor({ id: 'text', label: say('notice.ask.help'), error: say('notice.ask.error') });
  const send = executeButton(say('notice.button.send'), 'notice.help', keyOf(view), { style: 'positive' });
  return showCard(say('notice.button.help'), [ask], [send]);
}

function works(view: NoticeView): JsonObject | undefined {
  if (view.works !== null) return undefined;
  return executeButton(say('notice.button.works'), 'notice.works', keyOf(view), { style: 'positive' });
}

function broken(view: NoticeView): JsonObject | undefined {
  if (view.works !== null) return undefined;
  const ask = askFor({ id: 'text', label: say('notice.ask.broken'), error: say('notice.ask.error') });
  const send = executeButton(say('notice.button.send'), 'notice.broken', keyOf(view), { style: 'positive' });
  return showCard(say('notice.button.broken'), [...complaintForm(), ask], [send]);
}

function show(view: NoticeView): JsonObject {
  return executeButton(say('notice.button.show'), 'notice.show', keyOf(view));
}

export function keyOf(view: NoticeView): NoticeKey {
  return { rolloutId: view.rolloutId, cloudPcId: view.cloudPcId, slotRevision: view.slotRevision };
}
