import { badRequest } from './problem.ts';

export type Token =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' }
  | { readonly kind: 'end' };

const PATTERN = /\s*(?:'((?:[^']|'')*)'|([(),])|([A-Za-z_][\w/.]*)|(-?\d+(?:\.\d+)?)(?![\w-]))/y;

/** Splits an OData filter; a doubled apostrophe inside quotes stands for one. */
export function readTokens(filter: string): Token[] {
  const tokens: Token[] = [];
  const text = filter.trimEnd();
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const start = PATTERN.lastIndex;
    const found = PATTERN.exec(text);
    if (!found) throw badRequest(`Invalid filter clause: syntax error at position ${start} in '${filter}'.`);
    tokens.push(toToken(found));
  }
  return [...tokens, { kind: 'end' }];
}

function toToken([, quoted, mark, word, digits]: RegExpExecArray): Token {
  if (quoted !== undefined) return { kind: 'value', value: quoted.replaceAll("''", "'") };
  if (mark === '(' || mark === ')' || mark === ',') return { kind: 'mark', text: mark };
  if (digits !== undefined) return { kind: 'value', value: Number(digits) };
  if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
  return word === 'null' ? { kind: 'value', value: null } : { kind: 'name', text: word ?? '' };
}
