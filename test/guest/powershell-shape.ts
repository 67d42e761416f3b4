/** A PowerShell script without its comments, and without what stands inside its quotation marks. */
export interface Shape {
  readonly code: string;
  /** Brackets that do not fit, and quotations that do not end; empty when all is well. */
  readonly problems: readonly string[];
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Ends of what can be skipped as a whole, by its beginning; each pattern begins where the thing begins. */
const WHOLES: readonly { readonly pattern: RegExp; readonly leaves: string }[] = [
  { pattern: /<#[\s\S]*?#>/y, leaves: '' },
  { pattern: /#[^\n]*/y, leaves: '' },
  { pattern: /@'\n[\s\S]*?\n'@/y, leaves: "''" },
  { pattern: /@"\n[\s\S]*?\n"@/y, leaves: '""' },
  { pattern: /'(?:[^']|'')*'/y, leaves: "''" },
  { pattern: /"(?:[^"`]|`[\s\S]|"")*"/y, leaves: '""' },
  { pattern: /`[\s\S]/y, leaves: ' ' },
];

/** Not a parser: enough to notice a bracket or a quotation mark that was lost. */
export function shapeOf(script: string): Shape {
  const open: string[] = [];
  const problems: string[] = [];
  let code = '';
  for (let at = 0; at < script.length; ) {
    const whole = findWhole(script, at);
    const char = script[at] ?? '';
    if (whole === null && (char === "'" || char === '"'))
      problems.push(`quotation does not end: ${script.slice(at, at + 20)}`);
    if (whole === null) problems.push(...meetBracket(char, open));
    code += whole ? whole.leaves : char;
    at += whole ? whole.length : 1;
  }
  return { code, problems: [...problems, ...open.map((bracket) => `${bracket} stays open`)] };
}

function findWhole(script: string, at: number): { readonly length: number; readonly leaves: string } | null {
  for (const { pattern, leaves } of WHOLES) {
    pattern.lastIndex = at;
    const found = pattern.exec(script);
    if (found) return { length: found[0].length, leaves };
  }
  return null;
}

function meetBracket(char: string, open: string[]): readonly string[] {
  if (CLOSES[char] !== undefined) open.push(char);
  if (!Object.values(CLOSES).includes(char)) return [];
  const opened = open.pop() ?? 'nothing';
  return CLOSES[opened] === char ? [] : [`${opened} is closed by ${char}`];
}
