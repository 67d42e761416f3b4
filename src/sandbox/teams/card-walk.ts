import { readJsonObject } from './activity.ts';
import type { JsonObject } from './activity.ts';

/** A button of a card together with the inputs that Teams sends along when it is clicked. */
export type CardButton = {
  readonly title: string;
  readonly action: JsonObject;
  readonly inputs: readonly JsonObject[];
};

const CONTAINER_FIELDS = ['body', 'items', 'columns', 'rows', 'cells'];
const SPOKEN_FIELDS = ['text', 'title', 'value', 'label', 'altText', 'placeholder', 'errorMessage'];

/**
 * Every button of a card, in reading order, also those inside action sets, containers, columns, tables and show-cards.
 * A button of a show-card sends the inputs of that card and of the cards around it, not those of its neighbours.
 */
export function listButtons(card: JsonObject, outerInputs: readonly JsonObject[] = []): CardButton[] {
  const inputs = [...outerInputs, ...listInputs(card)];
  return listActions(card).flatMap((action) => {
    const button = { title: asText(action['title']), action, inputs };
    const inner = action['type'] === 'Action.ShowCard' ? readJsonObject(action['card']) : undefined;
    return inner === undefined ? [button] : [button, ...listButtons(inner, inputs)];
  });
}

/** The inputs of a card, without those inside its show-cards. */
export function listInputs(element: JsonObject): JsonObject[] {
  const own = asText(element['type']).startsWith('Input.') ? [element] : [];
  return [...own, ...listChildren(element).flatMap(listInputs)];
}

/** What a person can read on the card, one line per text, hidden parts included. */
export function textOf(card: JsonObject): string {
  return listTexts(card).join('\n');
}

function listActions(element: JsonObject): JsonObject[] {
  const select = readJsonObject(element['selectAction']);
  return [
    ...(select === undefined ? [] : [select]),
    ...readObjects(element['inlineAction']),
    ...listChildren(element).flatMap(listActions),
    ...readObjects(element['actions']),
  ];
}

function listChildren(element: JsonObject): JsonObject[] {
  return CONTAINER_FIELDS.flatMap((field) => readObjects(element[field]));
}

function readObjects(value: unknown): JsonObject[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => readJsonObject(item) ?? []);
}

function listTexts(element: JsonObject): string[] {
  const own = isSpoken(element) ? SPOKEN_FIELDS.flatMap((field) => asText(element[field]) || []) : [];
  const inner = ['facts', 'inlines', 'choices'].flatMap((field) => listInlineTexts(element[field]));
  const shown = readObjects(element['card']).flatMap(listTexts);
  return [...own, ...inner, ...listChildren(element).flatMap(listTexts), ...listButtonTexts(element), ...shown];
}

function listButtonTexts(element: JsonObject): string[] {
  return [...readObjects(element['actions']), ...readObjects(element['inlineAction'])].flatMap(listTexts);
}

function listInlineTexts(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item === 'string') return [item];
    const part = readJsonObject(item) ?? {};
    const texts = [part['title'], part['text'], part['value']].map(asText).filter((text) => text !== '');
    return part['title'] !== undefined && part['value'] !== undefined ? [texts.join(': ')] : texts;
  });
}

/** An input's `value` is what it holds, a choice's `value` is for machines: neither is prose. */
function isSpoken(element: JsonObject): boolean {
  return element['type'] !== undefined;
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
