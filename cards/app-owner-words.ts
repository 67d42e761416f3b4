import type { AppCardAnswer } from '../src/domain/app-owners.ts';
import type { Instant } from '../src/domain/time.ts';
import type { AppOwnerView } from '../src/domain/views-app-owner.ts';
import { escapeText, formatShort, formatZone } from './format.ts';
import { listLines } from './lists.ts';
import { say } from './text/say.ts';

export function wordTitle(view: AppOwnerView): string {
  const { stage, total, answer } = view;
  switch (stage) {
    case 'open':
      return say('app-owners.card-title', { n: total });
    case 'deactivating':
      return say('app-owners.deactivating-title', { n: total });
    case 'needs-second':
      return wordSecondTitle(view);
    case 'disagreed':
      return say('app-owners.disagreed-title', { by: nameSecond(answer) });
    case 'answered':
      return say('app-owners.answered-title', { n: answer?.cloudPcs ?? 0 });
    case 'gone':
    case 'replaced':
    case 'over':
      return say(`app-owners.${stage}-title`);
  }
}

function nameSecond(answer: AppCardAnswer | null): string {
  return escapeText(answer?.disagreed?.by.name ?? '', 60);
}

/** Who is asked to agree reads what to; who gave the answer, that it waits. */
function wordSecondTitle({ viewer, total, pattern, answer }: AppOwnerView): string {
  if (viewer === 'owner') return say('app-owners.second-title');
  const of = { n: total, pattern: escapeText(pattern, 60) };
  return say(answer?.answer === 'deactivated' ? 'app-owners.second-deactivated' : 'app-owners.second-ignore', of);
}

/** Paragraphs: what it is about, and what somebody wrote about it. */
export function wordLead(view: AppOwnerView): string {
  const { stage, answer } = view;
  switch (stage) {
    case 'open':
      return say('app-owners.card-lead', { image: escapeText(view.image, 80) });
    case 'deactivating':
    case 'needs-second':
    case 'disagreed':
    case 'answered':
      return answer ? wordAnswered(view, stage, answer) : '';
    case 'gone':
    case 'replaced':
    case 'over':
      return say(`app-owners.${stage}-lead`);
  }
}

function wordAnswered(
  view: AppOwnerView,
  stage: 'deactivating' | 'needs-second' | 'disagreed' | 'answered',
  answer: AppCardAnswer,
): string {
  const said = { ...wordAnswer(answer), image: escapeText(view.image, 80) };
  switch (stage) {
    case 'deactivating':
      return say('app-owners.deactivating-lead', { ...said, reason: escapeText(answer.reason, 400) });
    case 'needs-second':
      return withQuote(say(`app-owners.${view.viewer === 'owner' ? 'waiting' : 'second'}-lead`, said), answer.reason);
    case 'disagreed':
      return [quote(answer.disagreed?.reason), say('app-owners.disagreed-lead', said)].join('\n\n');
    case 'answered':
      return withQuote(say('app-owners.answered-lead', said), answer.reason);
  }
}

function withQuote(text: string, words: string): string {
  return words === '' ? text : `${text}\n\n${quote(words)}`;
}

function quote(words = ''): string {
  return say('rights.quoted', { text: escapeText(words, 400) });
}

function wordAnswer({ answer, by, cloudPcs }: AppCardAnswer) {
  return { name: escapeText(by.name, 60), answer: say(`app-owners.${answer}`), n: cloudPcs };
}

/** Why the card asks again: a second person said no to the answer before. */
export function wordRefused({ refused }: AppOwnerView): readonly string[] {
  if (!refused?.disagreed) return [];
  const said = wordAnswer(refused);
  return [
    say('app-owners.refused-title', { ...said, by: nameSecond(refused) }),
    quote(refused.disagreed.reason),
    say('app-owners.refused-next', said),
  ];
}

export function listFiles({ found }: AppOwnerView): string {
  return listLines(found.paths, {
    cap: found.paths.length,
    total: found.total,
    word: ({ path, cloudPcs }) => say('app-owners.found-line', { path: escapeText(path, 160), n: cloudPcs }),
  });
}

export function listPeople({ people, total }: AppOwnerView, zone: string): string {
  return listLines(people, {
    cap: people.length,
    total,
    word: ({ personName, cloudPcName, files, reportedAt, slotAt, zone: theirs }) =>
      say('app-owners.person', {
        person: escapeText(personName, 60),
        cloudPc: escapeText(cloudPcName, 40),
        n: files,
        seen: formatShort(reportedAt, zone),
        date: wordDate(slotAt, theirs, zone),
      }),
  });
}

/** Their date with its zone named: as their own clock shows it, then as the reader's does where that differs. */
function wordDate(at: Instant, theirs: string, readers: string): string {
  const [own, other] = [formatShort(at, theirs), formatShort(at, readers)];
  const named = `${own} ${formatZone(theirs, at)}`;
  return own === other ? named : `${named} / ${other} ${formatZone(readers, at)}`;
}
