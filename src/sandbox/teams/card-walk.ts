import { readJsonObject } from './activity.ts';
import type { JsonObject } from './activity.ts';

/** A button of a card together with the inputs that Teams sends along when it is clicked. */
export type CardButton = {
  readonly title: string;
  readonly action: JsonObject;
  readonly inputs: readonly JsonObject[];
  /** In how many show-cards it hides. */
  readonly depth: number;
};

const CONTAINER_FIELDS = ['body', 'items', 'columns', 'rows', 'cells'];
const READABLE_FIELDS = ['text', 'title', 'label', 'altText'];

/**
 * Every button of a card, in reading order, also those inside action sets, containers, columns, tables and show-cards.
 * A button of a show-card sends the inputs of that card and of the cards around it, not those of its neighbours.
 */
export function listButtons(card: JsonObject, outerInputs: readonly JsonObject[] = [], depth = 0): CardButton[] {
  const inputs = [...outerInputs, ...listInputs(card)];
  return listActions(card).flatMap((action) => {
    const button = { title: asText(action['title']), action, inputs, depth };
    const inner = action['type'] === 'Action.ShowCard' ? readJsonObject(action['card']) : undefined;
    return inner === undefined ? [button] : [button, ...listButtons(inner, inputs, depth + 1)];
  });
}

/** The inputs of a card, without those inside its show-cards. */
export function listInputs(element: JsonObject): JsonObject[] {
  const own = asText(element['type']).startsWith('Input.') ? [element] : [];
  return [...own, ...listChildren(element).flatMap(listInputs)];
}

/** What a person can read on the card, one line per text, hidden parts and show-cards included. */
export function textOf(card: JsonObject): string {
  return listTexts(card).join('\n');
}

/** A string or number as text; anything else is the empty string. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function listActions(element: JsonObject): JsonObject[] {
  return [
    ...readObjects(element['selectAction']),
    ...readObjects(element['inlineAction']),
    ...listChildren(element).flatMap(listActions),
    ...readObjects(element['actions']),
  ];
}

function listChildren(element: JsonObject): JsonObject[] {
  return CONTAINER_FIELDS.flatMap((field) => readObjects(element[field]));
}

function listTexts(element: JsonObject): string[] {
  return [
    ...READABLE_FIELDS.map((field) => asText(element[field])).filter((text) => text !== ''),
    ...readObjects(element['facts']).map((fact) => `${asText(fact['title'])}: ${asText(fact['value'])}`),
    ...listInlineTexts(element['inlines']),
    ...readObjects(element['choices']).map((choice) => asText(choice['title'])),
    ...listChildren(element).flatMap(listTexts),
    ...['actions', 'inlineAction', 'card'].flatMap((field) => readObjects(element[field]).flatMap(listTexts)),
  ];
}

/** The runs of a rich text block, which may be bare strings, make one line. */
function listInlineTexts(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const runs = value.map((run: unknown) => (typeof run === 'string' ? run : asText(readJsonObject(run)?.['text'])));
  return [runs.join('')];
}

function readObjects(value: unknown): JsonObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map(readJsonObject).filter((item) => item !== undefined);
}
