import { say } from './text/say.ts';
import type { Sentence } from './words-refusals.ts';

/** Sentences for what the rules of stops, requests and help cases refuse. */
export const RIGHTS_WORDS: Readonly<Record<string, Sentence>> = {
  'stops-used-up': ({ count, whom }) =>
    say('rights.no-stops-left', { n: Number(count ?? 3), whom: String(whom ?? ''), named: whom ? 'yes' : 'no' }),
  'line-stopped': () => say('rights.no-line-stopped'),
  'resume-not-asked': () => say('rights.no-resume-asked'),
  'own-resume': () => say('rights.no-own-resume'),
  'own-stop': () => say('rights.no-own-stop'),
  'exceptions-used-up': ({ count, whom }) =>
    say('rights.no-exceptions-left', { n: Number(count ?? 3), whom: String(whom ?? ''), named: whom ? 'yes' : 'no' }),
  'exception-open': () => say('rights.no-exception-open'),
  'exception-granted': () => say('rights.no-exception-granted'),
  'no-appeal': () => say('rights.no-appeal'),
  'own-appeal': () => say('rights.no-own-appeal'),
  'own-plan-appeal': () => say('rights.no-own-plan-appeal'),
  'appeal-answered': ({ by }) => say('rights.no-appeal-answered', { by: String(by ?? ''), named: by ? 'yes' : 'no' }),
  'appeal-changed': () => say('rights.no-appeal-changed'),
  'appeal-too-late': () => say('rights.no-appeal-too-late'),
  'wish-too-soon': () => say('rights.no-wish-too-soon'),
  'no-case': () => say('rights.no-case'),
};
