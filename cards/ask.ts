import type { AskView } from '../src/domain/views.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './ask.json' with { type: 'json' };
import { abortButton, resumeButton, retryButton } from './buttons.ts';
import {
  countOf,
  escapeText,
  formatMinutes,
  formatMoment,
  formatNumber,
  formatShort,
  formatZone,
  plainText,
} from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { createTemplate } from './render.ts';
import { explain, wordHoldKind, wordHold } from './words.ts';

const fill = createTemplate(source);

const ROWS = 6;
/** Cloud PCs in doubt that the choice offers at once; the rest follows when these are settled. */
const CHOICES = 30;

/** The rollout needs a person: what happened, what it rests on, and the answers that fit. */
export function bindAsk(view: AskView, options: { readonly zone: string }): JsonObject {
  const { title, next } = view.answered ? { title: 'Answered: nothing left to do here', next: '' } : questionOf(view);
  const open = view.answered ? null : view.hold;
  return fill({
    summary: plainText(`${view.title}: ${title}`),
    eyebrow: escapeText(view.title),
    title,
    lead: next,
    banner: open ? wordHold(open) : '',
    bannerStyle: 'warning',
    bannerLines: [],
    facts: factsOf(view),
    sections: sectionsOf(view, options.zone),
    doubt: view.answered ? [] : doubtOf(view, options.zone),
    small: open ? `On hold by ${escapeText(open.by.name)} since ${formatMoment(open.since, options.zone)}` : '',
    actions: view.answered ? [] : buttonsOf(view),
  });
}

function questionOf(view: AskView): { readonly title: string; readonly next: string } {
  if (!view.hold) {
    return {
      title: `Did ${countOf(view.inDoubt.length, 'rebuild')} start, or not?`,
      next: 'Windows 365 gave no clear answer. Nothing is tried again before a person has looked.',
    };
  }
  if (view.hold.kind !== 'awaiting-promotion') return wordHoldKind(view.hold.kind);
  return {
    title: `Start wave ${view.wave + 2} of ${view.waves}?`,
    next: `Wave ${view.wave + 1} is through. The next one starts when you say so.`,
  };
}

function factsOf({ evidence }: AskView): readonly Json[] {
  if (!evidence) return [];
  const { targets, verified, failed, complaints, confirmations, notStarted, medianMinutes, slowestMinutes } = evidence;
  return [
    { title: 'Done', value: `${formatNumber(verified)} of ${formatNumber(targets)}` },
    { title: 'Failed', value: formatNumber(failed) },
    { title: 'People say', value: `${formatNumber(confirmations)} it works, ${formatNumber(complaints)} it does not` },
    ...(notStarted > 0 ? [{ title: 'Not started', value: formatNumber(notStarted) }] : []),
    ...(verified > 0
      ? [
          {
            title: 'Time taken',
            value: `half within ${formatMinutes(medianMinutes)}, the slowest ${formatMinutes(slowestMinutes)}`,
          },
        ]
      : []),
  ];
}

function sectionsOf(view: AskView, zone: string): readonly Section[] {
  const lines = listLines(view.failed, {
    cap: ROWS,
    word: ({ cloudPcName, personName, why }) =>
      `**${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)})**: ${escapeText(explain(why, zone))}`,
  });
  return dropEmpty([{ heading: 'Failures', lines }]);
}

/** Which Cloud PC in doubt was certainly not rebuilt: only a person who has looked can say so. */
function doubtOf(view: AskView, zone: string): readonly Json[] {
  if (view.inDoubt.length === 0) return [];
  const shown = view.inDoubt.slice(0, CHOICES);
  const rest = view.inDoubt.length - shown.length;
  const choices = shown.map(({ cloudPcId, cloudPcName, personName, since }) => ({
    title: `${plainText(cloudPcName, 60)} (${plainText(personName, 60)}), asked ${formatShort(since, zone)}`,
    value: cloudPcId,
  }));
  const pick = {
    type: 'Input.ChoiceSet',
    id: 'cloudPcId',
    label: `In doubt${rest > 0 ? ` (${formatNumber(rest)} more after these)` : ''}, times in ${formatZone(zone, shown[0]?.since ?? '')}`,
    isRequired: true,
    errorMessage: 'Please choose one.',
    ...(choices.length === 1 && choices[0] ? { value: choices[0].value } : { placeholder: 'Choose a Cloud PC' }),
    choices,
  };
  const note = {
    type: 'TextBlock',
    text: 'Look at the Cloud PC in the Intune admin center first. If the rebuild did start, do nothing: Repave sees it by itself.',
    wrap: true,
  };
  const settle = executeButton('It did not start: try again', 'rollout.settle-doubt', { rolloutId: view.rolloutId });
  return [note, pick, { type: 'ActionSet', actions: [settle] }];
}

/** The main answer first. Choices of the doubt block must not stand in the way of the others. */
function buttonsOf(view: AskView): readonly JsonObject[] {
  const { rolloutId, hold, wave } = view;
  if (!hold) return [executeButton('Status', 'status.refresh', { rolloutId }, { ignoreInputs: true })];
  const promote = executeButton(
    `Start wave ${wave + 2}`,
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
      return view.failed.length === 0
        ? [resumeButton(rolloutId), abortButton(rolloutId)]
        : [
            retryButton(rolloutId, view.failed.length, { style: 'positive' }),
            resumeButton(rolloutId, 'Resume without them', {}),
            abortButton(rolloutId),
          ];
    case 'switch-failed':
      return [resumeButton(rolloutId, 'Try the switch again'), abortButton(rolloutId)];
    case 'drift':
    case 'person':
    case 'role-lost':
    case 'go-live-refused':
      return [resumeButton(rolloutId), abortButton(rolloutId)];
  }
}
