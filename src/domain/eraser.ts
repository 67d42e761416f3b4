/** Takes texts out of data: whole values, and words inside longer texts. */
export interface Eraser {
  /** A copy in which every trace has given way to its pseudonym; the same object when there was none. */
  replace<T>(value: T): T;
  /** Whether there is a trace in it. */
  finds(value: unknown): boolean;
}

/** What is looked for (without regard to case), and what stands in its place. An empty trace is no trace. */
export type Trace = readonly [text: string, pseudonym: string];

/**
 * Built for many people at once: the time it takes grows with the data, not with their number. Inside a text a trace counts when it
 * stands between spaces, signs or slashes.
 */
export function createEraser(traces: Iterable<Trace>): Eraser {
  const known = new Map([...traces].filter(([text]) => text !== '').map(([text, name]) => [text.toLowerCase(), name]));
  const longest = Math.max(1, ...[...known.keys()].map((text) => splitWords(text).length));
  const replaceText = (text: string) => known.get(text.toLowerCase()) ?? replaceInside(text, known, longest);
  const replace = (value: unknown) => walk(value, replaceText);
  return {
    replace: <T>(value: T) => replace(value) as T,
    finds: (value) => replace(value) !== value,
  };
}

/** Words and what stands between them, in turn. */
function splitWords(text: string): readonly string[] {
  return text.split(/([\s,;:()"“”<>!?/|]+|\.(?=\s|$))/);
}

function replaceInside(text: string, known: ReadonlyMap<string, string>, longest: number): string {
  const words = splitWords(text);
  if (words.length === 1) return text;
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const found = findAt(words, at, { known, longest });
    out.push(found?.pseudonym ?? words[at] ?? '');
    at += found?.length ?? 1;
  }
  return out.join('');
}

/** The longest trace that begins at this word. */
function findAt(
  words: readonly string[],
  at: number,
  look: { readonly known: ReadonlyMap<string, string>; readonly longest: number },
): { readonly length: number; readonly pseudonym: string } | undefined {
  for (let length = Math.min(look.longest, words.length - at); length > 0; length -= 1) {
    const pseudonym = look.known.get(
      words
        .slice(at, at + length)
        .join('')
        .toLowerCase(),
    );
    if (pseudonym !== undefined) return { length, pseudonym };
  }
  return undefined;
}

/** Copies only what changes. */
function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => walk(item, replace));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, inner, replace(key), walk(inner, replace)] as const,
  );
  const isSame = entries.every(([key, inner, newKey, newInner]) => key === newKey && inner === newInner);
  return isSame ? value : Object.fromEntries(entries.map(([, , newKey, newInner]) => [newKey, newInner]));
}
