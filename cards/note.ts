import { submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
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
  readonly buttons?: readonly SayButton[];
}

/** Teams shows this many buttons in a row without hiding any. */
export const NOTE_BUTTONS = 6;

/** A short answer, and what can be said next. All of it is plain text: markdown in it stays as it was written. */
export function bindNote({ title, lead = '', lines = [], buttons = [] }: Note): JsonObject {
  const list = lines.map((line) => `- ${escapeText(line, 300)}`).join('\n');
  return fill({
    summary: plainText(`${title} ${lead}`),
    eyebrow: '',
    title: escapeText(title, 200),
    lead: escapeText(lead, 600),
    sections: list === '' ? [] : [{ heading: '', lines: list }],
    small: '',
    actions: buttons
      .slice(0, NOTE_BUTTONS)
      .map(({ title: label, text, isMain }) =>
        submitButton(plainText(label, 80), 'command.say', { text }, isMain ? { style: 'positive' } : {}),
      ),
  });
}
