import type { Json, JsonObject } from './actions.ts';
import { linesOf } from './format-code.ts';

/** A paragraph. All texts here are card markdown with people's parts escaped, except those of `codePart`. */
export function textPart(text: string, look: JsonObject = {}): JsonObject {
  return { type: 'TextBlock', text, wrap: true, ...look };
}

/** Parts under a heading of their own. */
export function sectionPart(heading: string, items: readonly Json[]): JsonObject {
  return { type: 'Container', spacing: 'Medium', items: [textPart(heading, { weight: 'Bolder' }), ...items] };
}

/** What must not be overlooked: a bold line and what follows from it, on a coloured ground. */
export function boxPart(style: 'good' | 'warning' | 'attention' | 'emphasis', lines: readonly string[]): JsonObject {
  const [title = '', ...rest] = lines.filter((line) => line !== '');
  return {
    type: 'Container',
    style,
    spacing: 'Medium',
    items: [textPart(title, { weight: 'Bolder' }), ...rest.map((line) => textPart(line, { spacing: 'Small' }))],
  };
}

/** Names with their values; those without a value are left out. */
export function factsPart(facts: readonly (readonly [title: string, value: string])[]): JsonObject {
  const known = facts.filter(([, value]) => value !== '');
  return { type: 'FactSet', facts: known.map(([title, value]) => ({ title, value })) };
}

export function actionsPart(actions: readonly JsonObject[]): JsonObject {
  return { type: 'ActionSet', actions };
}

/** A button that opens parts which are shut at first. `id` is unique in the card. */
export function shutPart(id: string, title: string, items: readonly Json[]): readonly JsonObject[] {
  return [
    actionsPart([{ type: 'Action.ToggleVisibility', title, targetElements: [id] }]),
    { type: 'Container', id, isVisible: false, items },
  ];
}

/**
 * Text of machines, exactly as it is: no markdown is read in it, and Teams offers to copy it. Clients without code blocks get the same
 * lines as plain text of one width.
 */
export function codePart(text: string, language: 'PlainText' | 'PowerShell' = 'PlainText'): JsonObject {
  const lines = linesOf(text);
  const runs = lines.map((line) => ({
    type: 'RichTextBlock',
    spacing: 'None',
    inlines: [{ type: 'TextRun', text: disarm(line), fontType: 'Monospace' }],
  }));
  return {
    type: 'CodeBlock',
    codeSnippet: lines.join('\n'),
    language,
    fallback: { type: 'Container', style: 'emphasis', items: runs },
  };
}

/** Renderers run date functions over plain text too, and draw nothing for an empty line. */
function disarm(line: string): string {
  return line === '' ? '\u00a0' : line.replace(/\{\{(?=(DATE|TIME)\()/g, '{\u200b{');
}
