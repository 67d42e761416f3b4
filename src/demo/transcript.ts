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
    note: (text) => write(`                     ${text}`),
  };
}

function formatMoment(at: number): string {
  const text = new Date(at).toUTCString();
  return `${text.slice(0, 3)} ${text.slice(5, 11)} ${text.slice(17, 22)} UTC`;
}
