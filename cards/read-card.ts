import type { Json, JsonObject } from './actions.ts';
import { stripMarks } from './format.ts';

/**
 * What a card reads like: every text that its reader could see or open, one a line, from top to bottom, the buttons last. For the record
 * of what somebody decided on.
 */
export function readCard(card: JsonObject): string {
  return listTexts(card)
    .map((text) => stripMarks(text).trim())
    .filter((text) => text !== '')
    .join('\n');
}

/** Keys whose elements a client shows, in reading order; of an element with a fallback only the element itself is read. */
const INSIDE = ['body', 'items', 'columns', 'rows', 'cells', 'inlines', 'facts', 'choices', 'actions', 'card'] as const;

function listTexts(node: Json | undefined): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one: Json) => listTexts(one));
  if (!isObject(node)) return [];
  const { title, text, label, value, type } = node;
  const isFact = type === undefined && typeof title === 'string' && typeof value === 'string';
  const own = isFact ? [`${title}: ${value}`] : [title, text, label].filter((one) => typeof one === 'string');
  return [...own, ...INSIDE.flatMap((key) => listTexts(node[key]))];
}

function isObject(node: Json | undefined): node is JsonObject {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
