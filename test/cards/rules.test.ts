import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { VERBS } from '../../cards/actions.ts';
import type { JsonObject } from '../../cards/actions.ts';
import { listCards } from './examples/all.ts';
import { isObject, listObjects, listTexts, textAt, typeOf } from './walk.ts';

/** Teams takes about 100 KB of UTF-16; a fifth is kept for the rest of the message. */
const MAX_BYTES = 80_000;
/** Elements of schema 1.5: anything else is known to some clients only. */
const OLD_ELEMENTS =
  /^(AdaptiveCard|TextBlock|Container|ColumnSet|Column|FactSet|ActionSet|RichTextBlock|TextRun|Input\.(Text|ChoiceSet|Number|Time|Toggle)|Action\.(Execute|Submit|ShowCard|ToggleVisibility))$/;

const cards = Object.entries(listCards());

test.each(cards)('%s leaves no template mark behind', (_name, card) => {
  expect(JSON.stringify(card)).not.toMatch(/\$\{|\$when|\$data|undefined|NaN|Invalid DateTime|\[object/);
});

test.each(cards)('%s passes the lint of the public renderer', (_name, card) => {
  expect(lintCard(card)).toEqual([]);
});

test.each(cards)('%s fits into a message', (_name, card) => {
  expect(JSON.stringify(card).length * 2).toBeLessThan(MAX_BYTES);
});

test.each(cards)('%s says in one plain sentence what it is about', (_name, card) => {
  const summary = textAt(card, 'fallbackText');
  expect(summary.length).toBeGreaterThan(10);
  expect(summary).not.toMatch(/\*\*|\\/);
  expect(card['version']).toBe('1.5');
});

test.each(cards)('%s gives every newer element something to fall back on', (_name, card) => {
  const newer = listObjects(card).filter(({ object }) => typeOf(object) !== '' && !OLD_ELEMENTS.test(typeOf(object)));
  expect(newer.filter(({ object }) => object['fallback'] === undefined).map(({ path }) => path)).toEqual([]);
});

test.each(cards)('%s sends the same data from Action.Execute and from its fallback', (_name, card) => {
  for (const { object } of listObjects(card).filter((one) => typeOf(one.object) === 'Action.Execute')) {
    expect(VERBS).toContain(object['verb']);
    expect(object['data']).toMatchObject({ verb: object['verb'] });
    expect(object['fallback']).toMatchObject({ type: 'Action.Submit', title: object['title'], data: object['data'] });
  }
});

test.each(cards)('%s labels every input and names it once', (_name, card) => {
  const inputs = listObjects(card).filter(({ object }) => typeOf(object).startsWith('Input.'));
  for (const { object } of inputs) expect(textAt(object, 'label')).toMatch(/\w{2}/);
  const ids = inputs.map(({ object }) => object['id']);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(cards)('%s paints one main button at most, and it stands first', (_name, card) => {
  for (const row of listRows(card)) {
    const main = row.flatMap((button, index) => (button['style'] === 'positive' ? [index] : []));
    expect(main).toEqual(main.length === 0 ? [] : [0]);
  }
});

test.each(cards)('%s has one main button among all that are seen at first', (_name, card) => {
  const seen = listObjects(card).filter(({ path }) => !/\.(fallback|card)(\.|\[|$)/.test(path));
  expect(seen.filter(({ object }) => object['style'] === 'positive').length).toBeLessThanOrEqual(1);
});

test.each(cards)('%s says what is wrong when a required input is empty', (_name, card) => {
  const required = listObjects(card).filter(({ object }) => object['isRequired'] === true);
  for (const { object } of required) expect(textAt(object, 'errorMessage')).toMatch(/\p{L}{2}/u);
});

test.each(cards)('%s wraps every text, has one heading, and offers at most six buttons', (_name, card) => {
  const texts = listObjects(card).filter(({ object }) => typeOf(object) === 'TextBlock');
  expect(texts.filter(({ object }) => object['wrap'] !== true).map(({ path }) => path)).toEqual([]);
  expect(texts.filter(({ object }) => object['style'] === 'heading')).toHaveLength(1);
  expect(Array.isArray(card['actions']) ? card['actions'].length : 0).toBeLessThanOrEqual(6);
});

test.each(cards)('%s shows no id and no hash longer than eight digits', (_name, card) => {
  const shown = listObjects(card).filter(({ path }) => !/\.(data|choices\[\d+\])$/.test(path));
  const texts = shown.flatMap(({ object }) => (typeOf(object) === '' ? [] : listTexts({ text: object['text'] ?? '' })));
  expect(texts.filter((text) => /[0-9a-f]{9,}|[0-9a-f]{8}-[0-9a-f]{4}/.test(text))).toEqual([]);
});

/** Every row of buttons: those of the card, of its shut cards and of its sets, each by itself. */
function listRows(card: JsonObject): readonly (readonly JsonObject[])[] {
  return listObjects(card).flatMap(({ object }) => {
    const { actions } = object;
    return Array.isArray(actions) ? [actions.filter(isObject)] : [];
  });
}

/** What the renderer finds wrong, apart from elements it does not know that have a fallback. */
function lintCard(json: JsonObject): readonly string[] {
  const { AdaptiveCard, SerializationContext, ValidationEvent } = loadRenderer();
  const context = new SerializationContext();
  const card = new AdaptiveCard();
  card.parse(json, context);
  const parsed = Array.from({ length: context.eventCount }, (_unused, index) => context.getEventAt(index));
  const validated = card.validateProperties().validationEvents;
  const known = listObjects(json)
    .filter(({ object }) => isObject(object['fallback']))
    .map(({ object }) => typeOf(object));
  return [...parsed, ...validated]
    .filter(
      ({ event, message }) =>
        event !== ValidationEvent.UnknownElementType || !known.some((type) => message.includes(type)),
    )
    .map(({ message }) => message);
}

interface Finding {
  readonly event: number;
  readonly message: string;
}

interface Renderer {
  readonly AdaptiveCard: new () => {
    parse(card: object, context: object): void;
    validateProperties(): { readonly validationEvents: readonly Finding[] };
  };
  readonly SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): Finding };
  readonly ValidationEvent: { readonly UnknownElementType: number };
}

/** The package's own entry cannot be loaded by Node; its bundle can. */
function loadRenderer(): Renderer {
  return createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Renderer;
}
