import type { ButtonChoice, FilledInputs } from '../sandbox/teams/card-click.ts';
import { readJsonObject } from '../sandbox/teams/activity.ts';
import { asText, listButtons, textOf } from '../sandbox/teams/card-walk.ts';
import { listChoices } from '../sandbox/teams/card-click.ts';
import type { ClickOutcome } from '../sandbox/teams/click-button.ts';
import type { InboxMessage } from '../sandbox/teams/inbox.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import type { Cast } from './people-cast.ts';
import type { Transcript } from './transcript.ts';

type Stage = Pick<Cast, 'town' | 'transcript'>;

/** The first lines of a card, as people read them. */
export function quote(transcript: Transcript, message: Pick<InboxMessage, 'content'>, lines: number): void {
  for (const line of readLines(message.content).slice(0, lines)) transcript.note(`│ ${line}`);
}

/** The lines that are wanted, in their order on the card; every one that is not there is a promise broken. */
export function quoteWhere(transcript: Transcript, text: string, wanted: readonly RegExp[]): readonly string[] {
  const shown = readLines(text);
  const chosen = shown.filter((line) => wanted.some((each) => each.test(line)));
  for (const line of new Set(chosen)) transcript.note(`│ ${line}`);
  const missing = wanted.filter((each) => !shown.some((line) => each.test(line)));
  return missing.map((each) => `no card says ${String(each)}, but “${shown.slice(0, 4).join(' | ')}”`);
}

function readLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/[*\u200b]|\\(?=[^\w\s])/g, ''));
  return lines.filter((line) => line.trim() !== '');
}

interface Click {
  readonly verb: string;
  readonly inputs?: FilledInputs;
  readonly says: string;
}

/** Clicks on the newest card of that person which has such a button, wherever it hides; gives what the person then reads. */
export async function clickOn(stage: Stage, by: Persona, { verb, inputs, says }: Click): Promise<string> {
  const card = await waitForVerb(by, verb);
  const outcome = await by.click(card, { verb }, inputs);
  stage.transcript.tell(stage.town.clock.now(), by.person.name, says);
  await stage.town.settle();
  return readOutcome(outcome);
}

/** An answer that takes longer than Teams waits comes as a message of its own, some moments later by anybody's clock. */
const PATIENCE_MS = 30_000;

/** The newest card of that person which has such a button, as soon as it is there. */
export async function waitForVerb(by: Persona, verb: string): Promise<InboxMessage> {
  const find = () => by.inbox().findLast((message) => JSON.stringify(message.card ?? {}).includes(`"${verb}"`));
  const card = await waitFor(find);
  if (!card) throw new Error(`${by.person.name} has no card with ${verb}`);
  return card;
}

/** The newest card with this text, as soon as it is there. */
export async function waitForCard(who: Persona, text: string | RegExp): Promise<InboxMessage> {
  return (await waitFor(() => who.findCard(text))) ?? who.cardWith(text);
}

async function waitFor(find: () => InboxMessage | undefined): Promise<InboxMessage | undefined> {
  const end = performance.now() + PATIENCE_MS;
  while (find() === undefined && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return find();
}

interface Press {
  readonly card: InboxMessage;
  readonly button: ButtonChoice;
  readonly inputs?: FilledInputs;
  readonly says: string;
}

/** Presses a button of exactly that card, as it looked when it was seen; gives what the person then reads. */
export async function press(stage: Stage, by: Persona, { card, button, inputs, says }: Press): Promise<string> {
  stage.transcript.tell(stage.town.clock.now(), by.person.name, says);
  const read = readOutcome(await by.click(card, button, inputs));
  await stage.town.settle();
  return read;
}

function readOutcome(outcome: ClickOutcome): string {
  if (outcome.kind !== 'invoke') return '';
  const card = readJsonObject(outcome.response.value);
  return card ? textOf(card) : asText(outcome.response.value);
}

/** Starts of the dates that the newest notice of this person lets them choose from. */
export function offeredDates(who: Persona): readonly string[] {
  const withDates = who.inbox().findLast(({ card }) => JSON.stringify(card ?? {}).includes('"notice.postpone"'));
  const forms = listButtons(withDates?.card ?? {}).flatMap(({ inputs }) => inputs);
  const pick = forms.find((input) => input['id'] === 'slot');
  return pick ? listChoices(pick) : [];
}

/** What a person can press on this card, as far as it can be seen without opening anything. */
export function noteButtons(transcript: Transcript, { card }: InboxMessage): void {
  const titles = listButtons(card ?? {}).flatMap(({ title, depth }) => (depth === 0 && title !== '' ? [title] : []));
  transcript.note(`│ ${[...new Set(titles)].map((title) => `[${title}]`).join(' ')}`);
}

/** Some hours go by. */
export async function pass({ town }: Pick<Cast, 'town'>, hours: number): Promise<void> {
  await town.runUntil(() => false, hours);
}

/** The newest card about a Cloud PC in that person's chat. */
export function newestNotice(who: Persona): InboxMessage {
  const found = who.inbox().findLast(({ card }) => JSON.stringify(card ?? {}).includes('"notice.'));
  if (!found) throw new Error(`${who.person.name} has no notice`);
  return found;
}
