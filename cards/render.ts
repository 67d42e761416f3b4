import { Template } from 'adaptivecards-templating';
import type { Json, JsonObject } from './actions.ts';

/** Fills a template with data; the result is a card, or a part of one. */
type FillTemplate = (data: { readonly [key: string]: Json }) => JsonObject;

/**
 * Prepares a template for use. It is compiled on first use, once: compiling costs twenty times as much as filling.
 * A field that the data lacks would stay in the card as a literal, so binders pass every field (`''` and `[]` for nothing).
 */
export function createTemplate(source: object): FillTemplate {
  let compiled: Template | undefined;
  return function fillTemplate(data) {
    compiled ??= new Template(source);
    const filled: unknown = compiled.expand({ $root: data });
    return readObject(filled);
  };
}

/** Fills a part whose template is an object with `items`, and gives the items. */
export function fillItems(fill: FillTemplate, data: Parameters<FillTemplate>[0]): readonly Json[] {
  const { items } = fill(data);
  if (!Array.isArray(items)) throw new Error('the part has no items');
  return items.map((item: Json) => item);
}

function readObject(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw new Error('a template must give an object');
  return value;
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
