import type { AppCardAnswer } from '../src/domain/app-owners.ts';
import type { AppOwnerView } from '../src/domain/views-app-owner.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import type { AppCardKey } from './actions-app-owners.ts';
import { askFor } from './buttons.ts';
import { escapeText, formatShort } from './format.ts';
import { bindFrame } from './frame.ts';
import { listLines } from './lists.ts';
import { sectionPart, textPart } from './parts.ts';
import { say } from './text/say.ts';

/** The question to the owner of an app: one answer for everybody on whose Cloud PC its files lie. */
export function bindAppOwner(view: AppOwnerView, { zone }: { readonly zone: string }): JsonObject {
  const isAsking = ASKING.includes(view.stage);
  return bindFrame({
    eyebrow: say('app-owners.card-eyebrow', { pattern: escapeText(view.pattern, 60) }),
    title: wordTitle(view),
    lead: wordLead(view),
    parts: [
      ...(isAsking ? [sectionPart(say('app-owners.people'), [textPart(listPeople(view, zone))])] : []),
      ...(mayAnswer(view) ? [textPart(say('app-owners.choices')), askWhy()] : []),
    ],
    small: isAsking ? say('app-owners.small') : '',
    actions: buttonsOf(view),
  });
}

const ASKING: readonly AppOwnerView['stage'][] = ['open', 'deactivating', 'needs-second'];

function wordTitle({ stage, total, answer }: AppOwnerView): string {
  switch (stage) {
    case 'open':
      return say('app-owners.card-title', { n: total });
    case 'deactivating':
      return say('app-owners.deactivating-title', { n: total });
    case 'needs-second':
      return say('app-owners.second-title');
    case 'answered':
      return say('app-owners.answered-title', { n: answer?.cloudPcs ?? 0 });
    case 'gone':
    case 'replaced':
    case 'over':
      return say(`app-owners.${stage}-title`);
  }
}

function wordLead({ stage, image, answer }: AppOwnerView): string {
  const said = answer ? wordAnswer(answer) : { name: '', answer: '', reason: '' };
  switch (stage) {
    case 'open':
      return say('app-owners.card-lead', { image: escapeText(image, 80) });
    case 'deactivating':
      return say('app-owners.deactivating-lead', said);
    case 'needs-second':
      return say('app-owners.second-lead', said);
    case 'answered':
      return say('app-owners.answered-lead', said);
    case 'gone':
    case 'replaced':
    case 'over':
      return say(`app-owners.${stage}-lead`);
  }
}

function wordAnswer({ answer, by, reason }: AppCardAnswer) {
  return { name: escapeText(by.name, 60), answer: say(`app-owners.${answer}`), reason: escapeText(reason, 400) };
}

function listPeople({ people, total }: AppOwnerView, zone: string): string {
  return listLines(people, {
    cap: people.length,
    total,
    word: ({ personName, cloudPcName, files, reportedAt, slotAt }) =>
      say('app-owners.person', {
        person: escapeText(personName, 60),
        cloudPc: escapeText(cloudPcName, 40),
        n: files,
        seen: formatShort(reportedAt, zone),
        date: formatShort(slotAt, zone),
      }),
  });
}

function mayAnswer({ viewer, stage }: AppOwnerView): boolean {
  return viewer === 'owner' && (stage === 'open' || stage === 'deactivating');
}

function buttonsOf(view: AppOwnerView): readonly JsonObject[] {
  const { rolloutId, card, list, stage, viewer } = view;
  const key: AppCardKey = { rolloutId, card, list };
  if (stage === 'needs-second' && viewer === 'second')
    return [executeButton(say('app-owners.agree'), 'app.agree', key, { style: 'positive' })];
  if (!mayAnswer(view)) return [];
  const first =
    stage === 'open'
      ? executeButton(say('app-owners.deactivate'), 'app.deactivate', key, { style: 'positive' })
      : executeButton(say('app-owners.deactivated'), 'app.deactivated', key, { style: 'positive', ignoreInputs: true });
  return [
    first,
    executeButton(say('app-owners.ignore'), 'app.ignore', key),
    executeButton(say('app-owners.exclude'), 'app.exclude', key),
  ];
}

function askWhy(): JsonObject {
  return askFor({ id: 'reason', label: say('app-owners.reason'), error: say('app-owners.reason-error') });
}
