import type { Json, JsonObject } from '../../cards/actions.ts';

/** Every object inside a card, the card itself first, with the path to it. */
export function listObjects(
  value: Json,
  path = '$',
): readonly { readonly path: string; readonly object: JsonObject }[] {
  if (isList(value)) return value.flatMap((item, index) => listObjects(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => listObjects(item, `${path}.${key}`));
  return [{ path, object: value }, ...inner];
}

/** Every text that a person can read, as the renderer gets it. */
export function listTexts(card: JsonObject): readonly string[] {
  const keys = ['text', 'title', 'value', 'label', 'errorMessage', 'placeholder', 'fallbackText', 'tooltip'];
  return listObjects(card).flatMap(({ object }) => {
    return keys.flatMap((key) => {
      const text = object[key];
      return typeof text === 'string' ? [text] : [];
    });
  });
}

export function typeOf(object: JsonObject): string {
  return textAt(object, 'type');
}

/** The text under this key; empty when there is none. */
export function textAt(object: JsonObject, key: string): string {
  const text = object[key];
  return typeof text === 'string' ? text : '';
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
