import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { InboxMessage } from '../sandbox/teams/inbox.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import type { Cast } from './people-cast.ts';
import { changePlan, sendPlan } from './people-begin.ts';
import { clickOn, noteButtons, pass, press, quoteWhere } from './people-talk.ts';

/** Stands on an approval card alone. */
const APPROVAL = 'Your answer counts for exactly this plan';

export async function readRollout({ town, rolloutId }: Played): Promise<RolloutState> {
  const state = await town.app.store.readRollout(rolloutId);
  if (!state) throw new Error(`there is no rollout ${rolloutId}`);
  return state;
}

/** The cast, and the rollout they are in. */
export type Played = Cast & { readonly rolloutId: string };

/** The Cloud PC of that person in the rollout. */
export async function targetOf(played: Played, { person }: Persona): Promise<Target> {
  const found = (await readRollout(played)).targets.find(({ planned }) => planned.personId === person.id);
  if (!found) throw new Error(`${person.name} is not in the rollout.`);
  return found;
}

async function countVotes(played: Played): Promise<number> {
  return (await readRollout(played)).rollout.votes?.length ?? 0;
}

/** Story 13: one card, with the state of everybody's data. */
export async function readApproval(played: Played): Promise<readonly string[]> {
  const { approver, transcript } = played;
  await pass(played, 4.1);
  await sendPlan(played);
  const card = approver.cardWith(APPROVAL);
  const broken = quoteWhere(transcript, card.content, [
    /^Approve a new image for/,
    /asks: /,
    /different people must approve\.$/,
    / → /,
    /Known to be safe: the data of/,
    /The data of 1 person is not safe/,
    /has no chat with Repave yet/,
    /Likely done by/,
    /first on/,
    /Protective copies/,
    /Your approval covers/,
  ]);
  noteButtons(transcript, card);
  return broken;
}

/** Story 14: who asked presses the button of a card that was passed on. */
export async function approveOwn(played: Played): Promise<readonly string[]> {
  const { requester, approver, transcript, town, rolloutId } = played;
  const own = requester.lastMessage();
  const card = { ...own, ...pickCard(approver.cardWith(APPROVAL)) };
  const says = 'is an approver, too, and presses “Approve” on the card that was passed on';
  const read = await press(played, requester, { card, button: 'Approve', says });
  const tries = await town.app.store.readAudit(rolloutId);
  const isOnRecord = tries.some(({ what, facts }) => what === 'approval-refused' && facts['why'] === 'own-approval');
  return [
    ...quoteWhere(transcript, read, [/Nobody can approve their own request/]),
    ...(isOnRecord ? [] : ['the try to approve one’s own request is not on record']),
    ...((await countVotes(played)) === 0 ? [] : ['a request was approved by who asked for it']),
  ];
}

function pickCard({ card }: InboxMessage): Pick<InboxMessage, 'card'> {
  return card ? { card } : {};
}

/** Story 15: the plan moves while two approvers look at it. */
export async function approveTooLate(played: Played): Promise<readonly string[]> {
  const { approver, colleague, transcript, late } = played;
  const seen = approver.cardWith(APPROVAL);
  await press(played, colleague, { card: colleague.cardWith(APPROVAL), button: 'Approve', says: 'approves' });
  const first = await countVotes(played);
  await changePlan(played);
  const read = await press(played, approver, { card: seen, button: 'Approve', says: 'approves what is on the screen' });
  return [
    ...(first === 1 ? [] : ['the first approval did not count']),
    ...quoteWhere(transcript, read, [
      /nothing was approved/,
      /Cloud PCs: .* → /,
      new RegExp(`Added: ${late.person.name}`),
    ]),
    ...((await countVotes(played)) === 0 ? [] : ['an approval of the plan of before still counts']),
  ];
}

/** Story 17: two clicks of one person at the same moment. */
export async function approveTwice(played: Played): Promise<readonly string[]> {
  const { colleague, transcript } = played;
  const card = colleague.cardWith(APPROVAL);
  const pressFrom = (where: string) => press(played, colleague, { card, button: 'Approve', says: `approves ${where}` });
  const reads = await Promise.all(['on the phone', 'at the desk'].map(pressFrom));
  return [
    ...reads.flatMap((read) => quoteWhere(transcript, read, [/1 of 2 have approved/])),
    ...((await countVotes(played)) === 1 ? [] : ['two clicks of one person are not one approval']),
  ];
}

function countCards(who: Persona): number {
  return who.inbox().filter(({ content }) => content.includes(APPROVAL)).length;
}

/** Story 16: a reminder, then the deputy; and as the first date has passed by then, somebody has to say that it starts. */
export async function approveFromAbove(played: Played): Promise<readonly string[]> {
  const { approver, deputy, transcript, town } = played;
  const asked = countCards(approver);
  await pass(played, 13);
  const reminded = countCards(approver) - asked;
  const early = countCards(deputy);
  transcript.tell(town.clock.now(), 'Repave', `→ ${approver.person.name}, on a plane: a reminder`);
  await pass(played, 6);
  const question = deputy.cardWith(APPROVAL);
  const why = quoteWhere(transcript, question.content, [/so their deputies were asked/]);
  const read = await press(played, deputy, { card: question, button: 'Approve', says: 'stands in, and approves' });
  const answer = quoteWhere(transcript, read, [/Approved, but late/, /nothing starts by itself/]);
  await pass(played, 2);
  const told = (await readRollout(played)).targets.filter((target) => target.told !== null).length;
  await clickOn(played, approver, { verb: 'approval.start-now', says: 'has landed, and presses “Start now”' });
  return [
    ...why,
    ...answer,
    ...(reminded === 1 ? [] : [`the approver was reminded ${reminded} times, not once`]),
    ...(early === 0 ? [] : ['the deputy was asked before the approvers had their time']),
    ...(told === 0 ? [] : ['it began although nobody had said so']),
  ];
}
