import { joinNames } from './format.ts';
import { say } from './text/say.ts';

/** How a list is said: only the first `cap` items are worded, because a plan may hold 50,000. */
interface Listing<T> {
  readonly cap: number;
  /** Card markdown for one item; people's parts escaped. */
  readonly word: (item: T) => string;
  /** All there are, when `items` holds only the first of them. */
  readonly total?: number;
}

/** A bulleted list, its last line the count of what is left out; '' for nothing. */
export function listLines<T>(items: readonly T[], { cap, word, total = items.length }: Listing<T>): string {
  const shown = items.slice(0, cap).map((item) => `- ${word(item)}`);
  const rest = total - shown.length;
  return [...shown, ...(rest > 0 ? [`- ${say('message.list-more', { n: rest })}`] : [])].join('\n');
}

/** "A, B and 1,234 more"; '' for nothing. */
export function listNames<T>(items: readonly T[], { cap, word, total = items.length }: Listing<T>): string {
  const shown = items.slice(0, cap).map(word);
  const rest = total - shown.length;
  const parts = rest > 0 ? [...shown, say('format.and-more', { n: rest })] : shown;
  return joinNames(parts, parts.length);
}

/** A part of a card with a heading of its own. */
export interface Section {
  readonly [key: string]: string;
  readonly heading: string;
  readonly lines: string;
}

/** Sections that have something to say. */
export function dropEmpty(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ lines }) => lines !== '');
}

/** The first `cap` lines, and then the count of what is left out. */
export function capLines(lines: readonly string[], cap: number): readonly string[] {
  const rest = lines.length - cap;
  return rest > 0 ? [...lines.slice(0, cap), say('message.list-more', { n: rest })] : lines;
}
