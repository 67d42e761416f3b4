import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import { listChoices } from '../../src/sandbox/teams/card-click.ts';
import { asText, listButtons, listInputs, textOf } from '../../src/sandbox/teams/card-walk.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import type { Target } from '../../src/domain/target.ts';
import { readOutcome } from './story.ts';
import type { Story } from './story.ts';

/** A notice in somebody's chat: when it came, what it said then, and the message as it stands now. */
export interface HeldCard {
  readonly at: number;
  readonly saidFirst: string;
  readonly message: InboxMessage;
}

/** Everything that Repave sent this person as a card about a Cloud PC, oldest first. */
export function listNoticesOf({ town }: Pick<Story, 'town'>, person: Persona): readonly HeldCard[] {
  const inbox = new Map(person.inbox().map((message) => [message.id, message]));
  return town.servers.teams.chats.of(person.person.id).flatMap((chat) =>
    chat.messages.flatMap((message) => {
      const [first] = message.revisions;
      const now = inbox.get(message.id);
      const isNotice = first?.card && listButtons(first.card).some(isNoticeButton);
      return first?.card && now && isNotice ? [{ at: first.at, saidFirst: textOf(first.card), message: now }] : [];
    }),
  );
}

function isNoticeButton({ action }: ReturnType<typeof listButtons>[number]): boolean {
  return asText(action['verb']).startsWith('notice.');
}

export function newestNotice(story: Pick<Story, 'town'>, person: Persona): InboxMessage {
  const newest = listNoticesOf(story, person).at(-1);
  if (!newest) throw new Error(`${person.person.name} has no notice`);
  return newest.message;
}

/** Starts of the dates that the newest notice lets this person choose from, whatever language it speaks. */
export function offeredDates(story: Pick<Story, 'town'>, person: Persona): readonly string[] {
  const { card } = newestNotice(story, person);
  const inner = listButtons(card ?? {}).map(({ action }) => readJsonObject(action['card']) ?? {});
  const pick = inner.flatMap(listInputs).find((input) => input['id'] === 'slot');
  return pick ? listChoices(pick) : [];
}

/** Picks one of them; gives what the person then reads. */
export async function chooseDate(story: Story, person: Persona, slot: string): Promise<string> {
  const outcome = await person.click(
    newestNotice(story, person),
    { under: /^(Another time|Ein anderer Termin)$/ },
    { slot },
  );
  await story.town.settle();
  return readOutcome(outcome);
}

/** The Cloud PC of somebody in the rollout. */
export async function targetOf(story: Story, personId: string): Promise<Target> {
  const found = (await story.state()).targets.find(({ planned }) => planned.personId === personId);
  if (!found) throw new Error('this person has no Cloud PC in the rollout');
  return found;
}

/** Somebody of the last wave. */
export async function pickTarget(story: Story): Promise<Target> {
  const { targets } = await story.state();
  const last = Math.max(...targets.map(({ planned }) => planned.wave));
  const found = targets.find(({ planned }) => planned.wave === last);
  if (!found) throw new Error('nobody is planned');
  return found;
}

export async function sendAndApprove(story: Story): Promise<void> {
  await story.send();
  await story.approve();
  await story.town.settle();
}

/** Who was wiped, in turn. */
export function wipedPeople({ town }: Story): readonly (string | null)[] {
  return town.tenant.wipes.map(({ personId }) => personId);
}
