import { PHRASES, READING, TEXT_COMMANDS } from './command-phrases.ts';
import type { Command, Phrase } from './command-phrases.ts';
import { POLITE, SHOWING } from './polite-words.ts';

export type { Command } from './command-phrases.ts';

/**
 * What a person's message means. `rest` is what follows the command, as they wrote it: a reason, or a detail. `rolloutId` is the id
 * that was named with "#": of a rollout, or of a build where the command is about one.
 */
export type Recognition =
  | { readonly kind: 'command'; readonly command: Command; readonly rest: string; readonly rolloutId: string | null }
  | { readonly kind: 'did-you-mean'; readonly commands: readonly Command[] }
  | { readonly kind: 'nothing' };

/** How many letters must change to make one word the other. */
export type Distance = (a: string, b: string) => number;

interface Word {
  readonly text: string;
  readonly end: number;
}

interface Match {
  readonly command: Command;
  readonly words: number;
  readonly end: number;
}

/** Words that may stand inside or after a phrase without changing it. */
const FILLERS = ['the', 'a', 'an', 'this', 'that', 'our', 'my', 'current', 'please', 'now', 'again', 'right'];
const OBJECTS = [
  'it',
  'everything',
  'all',
  'rollout',
  'rollouts',
  'roll',
  'out',
  'failed',
  'ones',
  'cloud',
  'pcs',
  'pc',
  'thanks',
];
const MANNERS = ['policy', 'policies', 'only', 'reprovision', 'computers', 'to', 'old', 'former', 'image'];

/** These start work again: words that nobody expects after them ("tomorrow") must not be passed over. */
const WARY: readonly Command[] = ['resume', 'retry', 'roll-back'];

/** Longer messages are stories, not commands. */
const MAX_LENGTH = 2000;

/**
 * Finds the command in a message. A near miss, and a command's name in the middle of a sentence, is asked back, never done.
 * "#id" anywhere names the rollout.
 */
export function recognise(message: string, distance: Distance): Recognition {
  return findTextCommand(message) ?? findLog(message) ?? recogniseWords(message, distance);
}

function recogniseWords(message: string, distance: Distance): Recognition {
  const { text, rolloutId } = takeRolloutId(clean(message));
  const words = splitWords(text);
  if (words.length === 0) return { kind: 'nothing' };
  const start = skipPolite(words);
  const match = findAt(words.slice(start)) ?? findShown(words, start) ?? findAt(words);
  if (!match) return suggest(words, distance);
  const rest = text.slice(match.end);
  if (WARY.includes(match.command) && !isExpected(rest)) return { kind: 'did-you-mean', commands: [match.command] };
  return { kind: 'command', command: match.command, rest: trimRest(rest), rolloutId };
}

/** A command with a text: nothing of the text is taken for an id or a word, and its lines stay lines. */
function findTextCommand(message: string): Recognition | undefined {
  const whole = dropMentions(message);
  const words = splitWords(plainQuotes(whole.slice(0, MAX_LEAD)));
  const match = findAt(words.slice(skipPolite(words)));
  if (!match || !TEXT_COMMANDS.includes(match.command)) return undefined;
  const rest = whole.slice(match.end).replace(/^(?:[^\S\n]*(?:please\b)?[:,.!?])?[^\S\n]*/i, '');
  const named = /^#((?=[\w-]*\d)[\w-]{6,64})(?=\s|$)/.exec(rest);
  const text = named ? rest.slice(named[0].length) : rest;
  const kept = match.command === 'give-up' ? trimRest(collapse(text)) : text.trim();
  return { kind: 'command', command: match.command, rest: kept, rolloutId: named?.[1] ?? null };
}

/** A log of sysprep that somebody pasted without a word: its lines name the component, or it names its file. */
function findLog(message: string): Recognition | undefined {
  const isLog = message.length > 60 && /\bSYSPRP\b|\bsetup(?:err|act)\.log\b/.test(message);
  return isLog
    ? { kind: 'command', command: 'doctor', rest: dropMentions(message).trim(), rolloutId: null }
    : undefined;
}

/** A command with its polite words is no longer than this. */
const MAX_LEAD = 300;

function dropMentions(message: string): string {
  return message
    .replaceAll(/<at[^>]*>.*?<\/at>/gi, ' ')
    .replaceAll('&nbsp;', ' ')
    .trim();
}

function plainQuotes(text: string): string {
  return text.replaceAll(/[’‘`]/g, "'");
}

function collapse(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The message without mentions, with plain spaces and quotes. */
function clean(message: string): string {
  return collapse(plainQuotes(dropMentions(message.slice(0, MAX_LENGTH))));
}

function takeRolloutId(text: string): { readonly text: string; readonly rolloutId: string | null } {
  const id = /(?:^|\s)#([\w-]{4,64})(?=\s|[,.:;!?]|$)/.exec(text);
  return id ? { text: text.replace(id[0], ' ').trim(), rolloutId: id[1] ?? null } : { text, rolloutId: null };
}

function splitWords(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    end: match.index + match[0].length,
  }));
}

function skipPolite(words: readonly Word[]): number {
  let start = 0;
  for (let more = true; more; ) {
    const length = longestOf(POLITE, words.slice(start));
    more = length > 0;
    start += length;
  }
  return start;
}

/** "show me the plan": commands that only read may be asked for in this way, commands that act may not. */
function findShown(words: readonly Word[], from: number): Match | undefined {
  const shown = longestOf(SHOWING, words.slice(from));
  if (shown === 0) return undefined;
  const start = from + shown + skipPolite(words.slice(from + shown));
  const match = findAt(words.slice(start));
  return match && READING.includes(match.command) ? match : undefined;
}

function longestOf(phrases: readonly string[], words: readonly Word[]): number {
  const lengths = phrases.map((phrase) => phrase.split(' ')).filter((phrase) => startsWith(words, phrase));
  return Math.max(0, ...lengths.map((phrase) => phrase.length));
}

function startsWith(words: readonly Word[], phrase: readonly string[]): boolean {
  return phrase.every((wanted, index) => words[index]?.text === wanted);
}

/** The phrase with the most words that the message starts with, fillers aside; some count only as the whole message. */
function findAt(words: readonly Word[]): Match | undefined {
  const matches = PHRASES.flatMap(({ command, phrase, alone }) => {
    const used = countMatched(words, phrase.split(' '));
    const last = words[used - 1];
    if (last === undefined || (alone && used < words.length)) return [];
    return [{ command, words: phrase.split(' ').length, end: last.end }];
  });
  return matches.sort((a, b) => b.words - a.words)[0];
}

function countMatched(words: readonly Word[], phrase: readonly string[]): number {
  let used = 0;
  for (const wanted of phrase) {
    while (words[used]?.text !== wanted && FILLERS.includes(words[used]?.text ?? '')) used += 1;
    if (words[used]?.text !== wanted) return 0;
    used += 1;
  }
  return used;
}

/** Nothing follows but the thing itself ("the rollout") and, if at all, a reason. */
function isExpected(rest: string): boolean {
  const known = [...FILLERS, ...OBJECTS, ...MANNERS];
  const words = splitWords(rest);
  const firstOther = words.findIndex(({ text }) => !known.includes(text));
  if (firstOther < 0) return true;
  const reason = rest.slice(words[firstOther - 1]?.end ?? 0);
  return /^\s*(?:[:,;(–-]|(?:because|since|as|reason)\b)/i.test(reason);
}

/** The reason itself: "the rollout because printers broke!" becomes "printers broke!". */
function trimRest(rest: string): string {
  const connector =
    /^[\s:,.;!?–-]*(?:(?:the|it|this|everything|all|rollouts?|now|please|reason)\b[\s:,.;!?–-]*)*(?:\b(?:because|since|as|reason)\b(?:\s+of\b)?)?[\s:,.;!?–-]*/i;
  return rest.replace(connector, '').trim();
}

function suggest(words: readonly Word[], distance: Distance): Recognition {
  const named = PHRASES.filter(({ phrase, alone }) => !alone && includesPhrase(words, phrase.split(' ')));
  const near = named.length > 0 ? named : PHRASES.filter((phrase) => isNear(words, phrase, distance));
  const commands = [...new Set(near.map(({ command }) => command))].slice(0, 3);
  return commands.length > 0 ? { kind: 'did-you-mean', commands } : { kind: 'nothing' };
}

function includesPhrase(words: readonly Word[], phrase: readonly string[]): boolean {
  return words.some((_, index) => countMatched(words.slice(index), phrase) > 0);
}

/** One wrong letter in a short word, two in a longer one; only at the start of a message that is hardly longer. */
function isNear(words: readonly Word[], { phrase, alone }: Phrase, distance: Distance): boolean {
  const wanted = phrase.split(' ');
  const said = words.filter(({ text }) => !FILLERS.includes(text)).map(({ text }) => text);
  const start = said.slice(0, wanted.length).join(' ');
  if (phrase.length < 4 || said.length > wanted.length + (alone ? 0 : 2)) return false;
  return distance(start, phrase) <= (phrase.length < 5 ? 1 : 2);
}
