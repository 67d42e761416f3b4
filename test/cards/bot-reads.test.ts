import { expect, test } from '@jest/globals';
import { INPUTS, VERBS } from '../../cards/actions.ts';
import type { JsonObject, Verb } from '../../cards/actions.ts';
import { CARD_DATA } from '../../src/bot/card-data.ts';
import { listCards } from './examples/all.ts';
import { isObject, listObjects, textAt } from './walk.ts';

interface Button {
  readonly verb: Verb;
  readonly data: JsonObject;
}

function listButtons(card: JsonObject): readonly Button[] {
  return listObjects(card).flatMap(({ object }) => {
    const data = object['data'];
    const verb = VERBS.find((known) => isObject(data) && data['verb'] === known);
    return verb && isObject(data) && textAt(object, 'type').startsWith('Action.') ? [{ verb, data }] : [];
  });
}

/** What a person who fills in the card adds: the first choice, a tick, or some words. An optional input may be missing. */
function fillIn(card: JsonObject, verb: Verb): JsonObject {
  const wanted = Object.entries((INPUTS as Partial<Record<Verb, Record<string, string>>>)[verb] ?? {});
  const values = wanted.flatMap(([id, need]) => {
    const input = listObjects(card).find(({ object }) => object['id'] === id)?.object;
    if (!input && need === 'optional') return [];
    if (!input) throw new Error(`${verb} needs the input ${id}, and the card has none`);
    const [first] = Array.isArray(input['choices']) ? input['choices'].filter(isObject) : [];
    const ticked = textAt(input, 'valueOn') || 'because';
    return [[id, first ? textAt(first, 'value') : ticked]];
  });
  return Object.fromEntries(values) as JsonObject;
}

test.each(Object.entries(listCards()))('the bot can read what every button of %s sends', (_name, card) => {
  for (const { verb, data } of listButtons(card)) {
    const parsed = CARD_DATA[verb].safeParse({ ...data, ...fillIn(card, verb) });
    expect({ verb, problem: parsed.error?.message }).toEqual({ verb, problem: undefined });
  }
});

test('every verb stands on some example card', () => {
  const shown = new Set(Object.values(listCards()).flatMap((card) => listButtons(card).map(({ verb }) => verb)));
  expect(VERBS.filter((verb) => !shown.has(verb))).toEqual([]);
});
