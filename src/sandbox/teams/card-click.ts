import { readJsonObject } from './activity.ts';
import type { JsonObject } from './activity.ts';
import { asText, listButtons } from './card-walk.ts';
import type { CardButton } from './card-walk.ts';

/** A title: the whole of it, or an expression. */
export type Title = string | RegExp;

/**
 * Which button: by title, by the verb of its Action.Execute, or inside a show-card that is named by its own title
 * (there the first one that sends something, unless its title is given).
 */
export type ButtonChoice = Title | { readonly verb: string } | { readonly under: Title; readonly title?: Title };

/** What the person filled in, by input id. Booleans are for toggles, lists for choice sets with several answers. */
export type FilledInputs = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const SENDING = ['Action.Execute', 'Action.Submit'];

/** Finds the one button that is meant. None or several is an error that lists the card's buttons. */
export function findButton(card: JsonObject, choice: ButtonChoice): CardButton {
  const buttons = listButtons(card);
  const found = selectButtons(buttons, choice);
  const [button] = found;
  const titles = buttons.map(({ title }) => `"${title}"`).join(', ');
  if (button === undefined) throw new Error(`the card has no button ${describeChoice(choice)}, only ${titles}`);
  if (found.length > 1) throw new Error(`the card has ${found.length} buttons ${describeChoice(choice)}: ${titles}`);
  if (button.action['isEnabled'] === false) throw new Error(`the button "${button.title}" is switched off`);
  return button;
}

/** What Teams sends as the data of a click: the inputs it can see, over what the button carries. */
export function collectData(button: CardButton, filled: FilledInputs = {}): JsonObject {
  const carried = readJsonObject(button.action['data']) ?? {};
  const inputs = button.action['associatedInputs'] === 'none' ? [] : button.inputs;
  refuseUnknownInputs({ ...button, inputs }, filled);
  const pairs = inputs.flatMap((input) => {
    const id = asText(input['id']);
    const value = readInput(input, filled[id]);
    return value === undefined ? [] : [[id, value] as const];
  });
  return { ...carried, ...Object.fromEntries(pairs) };
}

function selectButtons(buttons: readonly CardButton[], choice: ButtonChoice): CardButton[] {
  if (isTitle(choice)) return buttons.filter(({ title }) => fitsTitle(title, choice));
  if ('verb' in choice) return buttons.filter(({ action }) => action['verb'] === choice.verb);
  const inner = buttons.filter(({ title }) => fitsTitle(title, choice.under)).flatMap(listButtonsUnder);
  const { title: wanted } = choice;
  return wanted === undefined ? inner.slice(0, 1) : inner.filter(({ title }) => fitsTitle(title, wanted));
}

function listButtonsUnder({ action, inputs }: CardButton): CardButton[] {
  const inner = action['type'] === 'Action.ShowCard' ? readJsonObject(action['card']) : undefined;
  if (inner === undefined) return [];
  return listButtons(inner, inputs).filter((button) => SENDING.includes(asText(button.action['type'])));
}

function isTitle(choice: ButtonChoice): choice is Title {
  return typeof choice === 'string' || choice instanceof RegExp;
}

export function fitsTitle(title: string, wanted: Title): boolean {
  return typeof wanted === 'string' ? title === wanted : wanted.test(title);
}

function describeChoice(choice: ButtonChoice): string {
  if (isTitle(choice)) return typeof choice === 'string' ? `"${choice}"` : String(choice);
  if ('verb' in choice) return `with verb ${choice.verb}`;
  return `${String(choice.title ?? 'at all')} under "${String(choice.under)}"`;
}

function refuseUnknownInputs({ inputs, title }: CardButton, filled: FilledInputs): void {
  const known = inputs.map((input) => asText(input['id']));
  const unknown = Object.keys(filled).filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new Error(`"${title}" has no input ${unknown.join(', ')}, only ${known.join(', ') || 'none'}`);
}

/** Strings, as Teams sends them; an empty optional input is left out. What the client itself refuses is an error. */
function readInput(input: JsonObject, filled: FilledInputs[string] | undefined): string | undefined {
  const value = input['type'] === 'Input.Toggle' ? readToggle(input, filled) : joinValue(filled ?? input['value']);
  if (value === '') {
    if (input['isRequired'] === true) throw new Error(`Teams asks for input ${asText(input['id'])} before it sends`);
    return undefined;
  }
  refuseUnfit(input, value);
  return value;
}

function joinValue(value: unknown): string {
  return Array.isArray(value) ? value.map(asText).join(',') : asText(value);
}

function readToggle(input: JsonObject, filled: FilledInputs[string] | undefined): string {
  const on = asText(input['valueOn']) || 'true';
  const off = asText(input['valueOff']) || 'false';
  if (typeof filled === 'boolean') return filled ? on : off;
  return (filled === undefined ? asText(input['value']) : joinValue(filled)) || off;
}

function refuseUnfit(input: JsonObject, value: string): void {
  const id = asText(input['id']);
  const pattern = asText(input['regex']);
  if (pattern !== '' && !new RegExp(pattern).test(value)) throw new Error(`input ${id}: "${value}" does not fit`);
  if (input['type'] === 'Input.ChoiceSet' && isClosedChoice(input)) refuseForeignChoice(input, value);
  if (input['type'] === 'Input.Number' && !isWithin(input, Number(value))) {
    throw new Error(`input ${id}: ${value} is not a number within its limits`);
  }
}

function isClosedChoice(input: JsonObject): boolean {
  return input['style'] !== 'filtered' && readJsonObject(input['choices.data']) === undefined;
}

function refuseForeignChoice(input: JsonObject, value: string): void {
  const offered = listChoices(input);
  const foreign = value.split(',').find((part) => !offered.includes(part) && !offered.includes(value));
  if (foreign === undefined) return;
  throw new Error(`input ${asText(input['id'])} does not offer "${foreign}", only ${offered.join(', ')}`);
}

/** The values that a choice set offers. */
export function listChoices(input: JsonObject): string[] {
  const choices: unknown[] = Array.isArray(input['choices']) ? input['choices'] : [];
  return choices.map((choice) => asText(readJsonObject(choice)?.['value'])).filter((value) => value !== '');
}

function isWithin(input: JsonObject, value: number): boolean {
  const { min, max } = input;
  if (Number.isNaN(value)) return false;
  return !(typeof min === 'number' && value < min) && !(typeof max === 'number' && value > max);
}
