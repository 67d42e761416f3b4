import { submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { MOST_BUTTONS } from './buttons.ts';
import { escapeText, plainText } from './format.ts';
import source from './message.json' with { type: 'json' };
import { createTemplate } from './render.ts';

const fill = createTemplate(source);

/** A button that says `text` to the bot. */
export interface SayButton {
  readonly title: string;
  readonly text: string;
  /** The one thing to do first. */
  readonly isMain?: boolean;
}

export interface Note {
  readonly title: string;
  readonly lead?: string;
  readonly lines?: readonly string[];
  /** Further lines under a heading of their own. */
  readonly more?: { readonly heading: string; readonly lines: readonly string[] };
  readonly buttons?: readonly SayButton[];
}

/** A short answer, and what can be said next. All of it is plain text: markdown in it stays as it was written. */
export function bindNote({ title, lead = '', lines = [], more, buttons = [] }: Note): JsonObject {
  const groups = [{ heading: '', lines }, ...(more ? [more] : [])].filter((group) => group.lines.length > 0);
  return fill({
    summary: plainText(`${title} ${lead}`),
    eyebrow: '',
    title: escapeText(title, 200),
    lead: escapeText(lead, 600),
    sections: groups.map((group) => ({ heading: escapeText(group.heading, 200), lines: bulletsOf(group.lines) })),
    small: '',
    actions: buttons
      .slice(0, MOST_BUTTONS)
      .map(({ title: label, text, isMain }) =>
        submitButton(plainText(label, 80), 'command.say', { text }, isMain ? { style: 'positive' } : {}),
      ),
  });
}

function bulletsOf(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeText(line, 300)}`).join('\n');
}
