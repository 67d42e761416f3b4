import type { AppOwnerView } from '../src/domain/views-app-owner.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import type { AppCardKey } from './actions-app-owners.ts';
import { listFiles, listPeople, wordLead, wordRefused, wordTitle } from './app-owner-words.ts';
import { askFor, showCard } from './buttons.ts';
import { escapeText, formatZone } from './format.ts';
import { bindFrame } from './frame.ts';
import { boxPart, sectionPart, textPart } from './parts.ts';
import { say } from './text/say.ts';

/** The question to the owner of an app, and to who has to agree with one: one answer for everybody on whose Cloud PC its files lie. */
export function bindAppOwner(view: AppOwnerView, { zone }: { readonly zone: string }): JsonObject {
  return bindFrame({
    eyebrow: say('app-owners.card-eyebrow', {
      pattern: escapeText(view.pattern, 60),
      title: escapeText(view.title, 80),
    }),
    title: wordTitle(view),
    lead: wordLead(view),
    parts: ASKING.includes(view.stage) ? partsOf(view, zone) : [],
    small: wordSmall(view, zone),
    actions: buttonsOf(view),
  });
}

const ASKING: readonly AppOwnerView['stage'][] = ['open', 'deactivating', 'needs-second'];

function partsOf(view: AppOwnerView, zone: string): readonly Json[] {
  const refused = view.stage === 'open' ? wordRefused(view) : [];
  return [
    ...(refused.length > 0 ? [boxPart('warning', refused)] : []),
    sectionPart(say('app-owners.found'), [textPart(listFiles(view))]),
    sectionPart(say('app-owners.people'), [textPart(listPeople(view, zone))]),
    ...choicesOf(view),
  ];
}

/** What the buttons mean, and the words that they need. */
function choicesOf(view: AppOwnerView): readonly Json[] {
  if (view.viewer === 'second') return [textPart(say('app-owners.second-choices'))];
  if (view.stage === 'deactivating') return [textPart(say('app-owners.deactivated-choice'))];
  if (view.stage !== 'open') return [];
  const why = askFor({ id: 'reason', label: say('app-owners.reason'), error: say('app-owners.reason-error') });
  return [textPart(say('app-owners.choices')), why];
}

function wordSmall({ stage, people }: AppOwnerView, zone: string): string {
  if (!ASKING.includes(stage)) return '';
  const newest = people[0]?.reportedAt ?? '';
  return say(stage === 'needs-second' ? 'app-owners.second-small' : 'app-owners.small', {
    zone: formatZone(zone, newest),
  });
}

function buttonsOf({ rolloutId, card, list, stage, viewer }: AppOwnerView): readonly JsonObject[] {
  const key: AppCardKey = { rolloutId, card, list };
  if (viewer === 'second') return stage === 'needs-second' ? secondButtons(key) : [];
  if (stage === 'deactivating') return deactivatingButtons(key);
  if (stage !== 'open') return [];
  return [
    executeButton(say('app-owners.deactivate'), 'app.deactivate', key, { style: 'positive' }),
    ...otherButtons(key),
  ];
}

/** "All are deactivated" needs no words; what takes the wait back does. */
function deactivatingButtons(key: AppCardKey): readonly JsonObject[] {
  const look = { style: 'positive', ignoreInputs: true } as const;
  const label = say('app-owners.other-reason');
  const why = askFor({ id: 'reason', label, error: say('app-owners.reason-error') });
  return [
    executeButton(say('app-owners.deactivated'), 'app.deactivated', key, look),
    showCard(say('app-owners.other'), [textPart(say('app-owners.other-choices')), why], otherButtons(key)),
  ];
}

function otherButtons(key: AppCardKey): readonly JsonObject[] {
  return [
    executeButton(say('app-owners.ignore'), 'app.ignore', key),
    executeButton(say('app-owners.exclude'), 'app.exclude', key),
  ];
}

function secondButtons(key: AppCardKey): readonly JsonObject[] {
  const error = say('app-owners.disagree-error');
  const why = askFor({ id: 'reason', label: say('app-owners.disagree-label'), error });
  const no = executeButton(say('app-owners.disagree-now'), 'app.disagree', key, { style: 'destructive' });
  return [
    executeButton(say('app-owners.agree'), 'app.agree', key, { style: 'positive', ignoreInputs: true }),
    showCard(say('app-owners.disagree'), [why], [no]),
  ];
}
