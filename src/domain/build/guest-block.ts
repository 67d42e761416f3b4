/** Why nothing can be read from what a script printed. `cut-off`: Azure kept the last 4,096 bytes only, or the script died on its way. */
export type OutputProblem = 'no-output' | 'cut-off' | 'not-readable' | 'unknown-version';

/** Formats that this version of Repave writes and reads. */
const VERSION = '1';

/**
 * What a script printed between its two markers, each on a line of its own: `<<repave:<name>:1` and `repave:<name>:1>>`. With several
 * blocks the last one counts, as machines made from others can carry older output. Output is untrusted.
 */
export function readBlock(
  output: string,
  name: string,
): { readonly text: string } | { readonly problem: OutputProblem } {
  const lines = cleanText(output).split('\n');
  if (lines.every((line) => line.trim() === '')) return { problem: 'no-output' };
  const begins = lines.findLastIndex((line) => line.trim().startsWith(`<<repave:${name}:`));
  const ends = lines.findLastIndex((line) => line.trim().startsWith(`repave:${name}:`) && line.trim().endsWith('>>'));
  if (begins < 0 && ends < 0) return { problem: 'not-readable' };
  if (begins < 0 || ends < begins) return { problem: 'cut-off' };
  if (lines[begins]?.trim() !== `<<repave:${name}:${VERSION}`) return { problem: 'unknown-version' };
  return {
    text: lines
      .slice(begins + 1, ends)
      .join('\n')
      .trim(),
  };
}

/**
 * Text without what logs of Windows leave behind when UTF-16 is read as bytes (NUL characters, byte order marks), carriage returns, and
 * the hard spaces that chats put in.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\u0000\ufeff\ufffd\ufffe]/g, '')
    .replace(/\u00a0/g, ' ')
    .replace(/\r\n?/g, '\n');
}

/** The object that the block holds, when it is JSON of the version that is known. */
export function readJsonBlock(
  output: string,
  name: string,
): { readonly value: Readonly<Record<string, unknown>> } | { readonly problem: OutputProblem } {
  const block = readBlock(output, name);
  if ('problem' in block) return block;
  const value = parseJson(block.text);
  if (!isRecord(value)) return { problem: 'not-readable' };
  return value['v'] === Number(VERSION) ? { value } : { problem: 'unknown-version' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
