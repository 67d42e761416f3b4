/** Lines and letters of a machine's text that a card shows: a screen of it, and a twentieth of what a message holds. */
const LINES = 40;
const LETTERS = 2_400;

/** The last lines of a text without control characters; tabs become two spaces. */
export function linesOf(text: string): readonly string[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replace(/[^\P{Cc}\n]|\p{Cf}/gu, '')
    .trimEnd()
    .split('\n');
  return cutLetters(lines.slice(-LINES));
}

/** True when `linesOf` leaves out the beginning. */
export function isCut(text: string): boolean {
  return text.trimEnd().split('\n').length > LINES || text.length > LETTERS;
}

/** Keeps the end: what went wrong stands there. */
function cutLetters(lines: readonly string[]): readonly string[] {
  return lines.join('\n').slice(-LETTERS).split('\n');
}
