/** The story as lines for people: who said or did what, when by the tenant's clock. */
export interface Transcript {
  scene(title: string): void;
  tell(at: number, who: string, what: string): void;
  note(text: string): void;
}

export function createTranscript(write: (line: string) => void): Transcript {
  return {
    scene: (title) => write(`\n── ${title} ${'─'.repeat(Math.max(3, 60 - title.length))}`),
    tell: (at, who, what) => write(`${formatMoment(at)}  ${who.padEnd(18).slice(0, 18)}  ${what}`),
    note: (text) => wrapText(text).forEach((line) => write(`${' '.repeat(21)}${line}`)),
  };
}

function formatMoment(at: number): string {
  const text = new Date(at).toUTCString();
  return `${text.slice(0, 3)} ${text.slice(5, 11)} ${text.slice(17, 22)} UTC`;
}

/** Longest line of a note, in characters; words that are longer stay whole. */
const NOTE_WIDTH = 110;

function wrapText(text: string): readonly string[] {
  const lines = [''];
  for (const word of text.split(/(?<=\S) /)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= NOTE_WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
