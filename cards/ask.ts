import type { AskView } from '../src/domain/views.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './ask.json' with { type: 'json' };
import { abortButton, resumeButton, retryButton } from './buttons.ts';
import { askResumeButton, wordInFlight } from './buttons-rights.ts';
import { escapeText, formatMinutes, formatMoment, formatNumber, formatShort, formatZone, plainText } from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';
import { explain, wordHold, wordHoldKind } from './words.ts';

const fill = createTemplate(source);

const ROWS = 6;
/** Cloud PCs in doubt that the choice offers at once; the rest follows when these are settled. */
const CHOICES = 30;

/** The rollout needs a person: what happened, what it rests on, and the answers that fit. */
export function bindAsk(view: AskView, options: { readonly zone: string }): JsonObject {
  const { title, next } = view.answered ? { title: say('ask.answered'), next: '' } : questionOf(view);
  const open = view.answered ? null : view.hold;
  return fill({
    summary: plainText(`${view.title}: ${title}`),
    eyebrow: escapeText(view.title),
    title,
    lead: next,
    banner: open ? bannerOf(open) : '',
    bannerStyle: 'warning',
    bannerLines: [],
    facts: view.hold?.kind === 'line-stopped' ? [] : factsOf(view),
    sections: sectionsOf(view, options.zone),
    doubt: view.answered ? [] : doubtOf(view, options.zone),
    small: open ? wordSince(open, options.zone) : '',
    actions: view.answered ? [] : buttonsOf(view),
  });
}

type Hold = NonNullable<AskView['hold']>;

function bannerOf(hold: Hold): string {
  return hold.resumeAsked ? say('rights.quoted', { text: escapeText(hold.resumeAsked.found) }) : wordHold(hold);
}

function wordSince({ kind, by, since, facts }: Hold, zone: string): string {
  const values = { by: escapeText(by.name), since: formatMoment(since, zone) };
  if (kind !== 'line-stopped') return say('ask.held-since', values);
  return say(facts['as'] === 'owner' ? 'rights.stopped-by-owner' : 'rights.stopped-by', values);
}

function questionOf(view: AskView): { readonly title: string; readonly next: string } {
  const { hold, wave, waves } = view;
  if (!hold) return { title: say('ask.doubt-title', { n: view.inDoubt.length }), next: say('ask.doubt-next') };
  if (hold.resumeAsked) {
    const by = escapeText(hold.resumeAsked.by.name);
    return { title: say('rights.resume-title'), next: say('rights.resume-lead', { by }) };
  }
  if (hold.kind !== 'awaiting-promotion') return wordHoldKind(hold.kind);
  return { title: say('ask.wave-title', { next: wave + 2, waves }), next: say('ask.wave-next', { wave: wave + 1 }) };
}

function factsOf({ evidence }: AskView): readonly Json[] {
  if (!evidence) return [];
  const { targets, verified, failed, complaints, confirmations, notStarted, medianMinutes, slowestMinutes } = evidence;
  const times = { median: formatMinutes(medianMinutes), slowest: formatMinutes(slowestMinutes) };
  return [
    { title: say('ask.done'), value: say('ask.done-value', { verified, targets }) },
    { title: say('ask.failed'), value: formatNumber(failed) },
    { title: say('ask.people-say'), value: say('ask.people-say-value', { works: confirmations, broken: complaints }) },
    ...(notStarted > 0 ? [{ title: say('ask.not-started'), value: formatNumber(notStarted) }] : []),
    ...(verified > 0 ? [{ title: say('ask.time'), value: say('ask.time-value', times) }] : []),
  ];
}

function sectionsOf(view: AskView, zone: string): readonly Section[] {
  const lines = listLines(view.failed, {
    cap: ROWS,
    word: ({ cloudPcName, personName, why }) =>
      `**${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)})**: ${escapeText(explain(why, zone))}`,
  });
  return dropEmpty([...stoppedSections(view, zone), { heading: say('ask.failures'), lines }]);
}

/** A stopped line: what it was stopped for, and who cannot be stopped any more. */
function stoppedSections({ hold, inFlight }: AskView, zone: string): readonly Section[] {
  if (hold?.kind !== 'line-stopped' || !inFlight) return [];
  const away = wordInFlight(inFlight, zone);
  const why = hold.resumeAsked ? wordHold(hold) : '';
  return [
    { heading: say('rights.why-stopped'), lines: why },
    { heading: say('rights.in-flight'), lines: away === '' ? `- ${say('rights.in-flight-none')}` : away },
  ];
}

/** Which Cloud PC in doubt was certainly not rebuilt: only a person who has looked can say so. */
function doubtOf(view: AskView, zone: string): readonly Json[] {
  if (view.inDoubt.length === 0) return [];
  const shown = view.inDoubt.slice(0, CHOICES);
  const rest = view.inDoubt.length - shown.length;
  const choices = shown.map(({ cloudPcId, cloudPcName, personName, since }) => ({
    title: say('ask.asked', {
      cloudPc: plainText(cloudPcName, 60),
      person: plainText(personName, 60),
      since: formatShort(since, zone),
    }),
    value: cloudPcId,
  }));
  const place = { zone: formatZone(zone, shown[0]?.since ?? '') };
  const pick = {
    type: 'Input.ChoiceSet',
    id: 'cloudPcId',
    label: rest > 0 ? say('ask.doubt-label-more', { ...place, n: rest }) : say('ask.doubt-label', place),
    isRequired: true,
    errorMessage: say('ask.choose-error'),
    ...(choices.length === 1 && choices[0] ? { value: choices[0].value } : { placeholder: say('ask.choose') }),
    choices,
  };
  const note = { type: 'TextBlock', text: say('ask.doubt-note'), wrap: true };
  const settle = executeButton(say('ask.doubt-settle'), 'rollout.settle-doubt', { rolloutId: view.rolloutId });
  return [note, pick, { type: 'ActionSet', actions: [settle] }];
}

/** The main answer first. Choices of the doubt block must not stand in the way of the others. */
function buttonsOf(view: AskView): readonly JsonObject[] {
  const { rolloutId, hold, wave } = view;
  if (!hold) return [executeButton(say('ask.status'), 'status.refresh', { rolloutId }, { ignoreInputs: true })];
  const promote = executeButton(
    say('ask.start-wave', { next: wave + 2 }),
    'rollout.promote',
    { rolloutId, wave },
    { style: 'positive', ignoreInputs: true },
  );
  const retry = view.failed.length > 0 ? [retryButton(rolloutId, view.failed.length)] : [];
  switch (hold.kind) {
    case 'awaiting-promotion':
      return [promote, ...retry, abortButton(rolloutId)];
    case 'inconclusive':
      return [promote, abortButton(rolloutId)];
    case 'failure-limit':
      return [...limitButtons(view), abortButton(rolloutId)];
    case 'switch-failed':
      return [resumeButton(rolloutId, say('ask.switch-again')), abortButton(rolloutId)];
    case 'line-stopped':
      return [...lineButtons(rolloutId, hold), abortButton(rolloutId)];
    default:
      return [resumeButton(rolloutId), abortButton(rolloutId)];
  }
}

function limitButtons({ rolloutId, failed }: AskView): readonly JsonObject[] {
  if (failed.length === 0) return [resumeButton(rolloutId)];
  const retry = retryButton(rolloutId, failed.length, { style: 'positive' });
  return [retry, resumeButton(rolloutId, say('ask.resume-without'), {})];
}

/** Asking to go on, or the second person's yes to exactly what was asked. */
function lineButtons(rolloutId: string, { resumeAsked }: Hold): readonly JsonObject[] {
  if (!resumeAsked) return [askResumeButton(rolloutId)];
  const { at: askedAt, found } = resumeAsked;
  const data = { rolloutId, askedAt, found };
  const look = { style: 'positive', ignoreInputs: true } as const;
  return [executeButton(say('rights.resume-confirm'), 'line.confirm-resume', data, look)];
}
