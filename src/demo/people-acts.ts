import type { Persona } from '../sandbox/teams/persona.ts';
import { listBrokenPromises } from './promises.ts';
import { say } from './talk.ts';
import { targetOf } from './people-approval.ts';
import type { Played } from './people-approval.ts';
import { clickOn, offeredDates, press, quote, quoteWhere, waitForVerb } from './people-talk.ts';

const MINUTE_MS = 60_000;
const LIMIT_HOURS = 24 * 12;

/** The date of that person now, as people read it. */
export async function dateOf(played: Played, who: Persona): Promise<string> {
  return `${(await targetOf(played, who)).slot.startAt.slice(0, 16).replace('T', ' ')} UTC`;
}

function wipesOf({ town }: Played, { person }: Persona): number {
  return town.tenant.wipes.filter(({ personId }) => personId === person.id).length;
}

/** Story 22: Tom moves his date twice, may not a third time, and asks for an exception, which an approver declines. */
export async function decideException(played: Played): Promise<readonly string[]> {
  const { tom, approver, transcript } = played;
  const first = await move(played, 'moves the date to');
  const card = await waitForVerb(tom, 'notice.postpone');
  const inputs = { slot: offeredDates(tom).at(-1) ?? '' };
  const second = await move(played, 'moves it again, to');
  const says = 'wants to move it a third time, on the card that still stands on the phone';
  const third = await press(played, tom, { card, button: { verb: 'notice.postpone' }, inputs, says });
  const refused = quoteWhere(transcript, third, [/You cannot move the date again/]);
  const moved = await targetOf(played, tom);
  await clickOn(played, tom, {
    verb: 'appeal.ask',
    inputs: { wish: 'leave-out', exceptionReason: 'The quarter closes on Friday.' },
    says: 'asks for an exception: the quarter closes on Friday',
  });
  quote(transcript, approver.lastMessage(), 4);
  await clickOn(played, approver, {
    verb: 'appeal.decline',
    inputs: { reason: 'Your date is after the close.' },
    says: 'declines: the date is after the close',
  });
  const declined = quoteWhere(transcript, tom.lastMessage().content, [/after the close/]);
  return [
    ...refused,
    ...declined,
    ...(first < second && moved.slot.startAt === second
      ? []
      : [`${tom.person.name} did not get the date that was chosen`]),
  ];
}

async function move(played: Played, what: string): Promise<string> {
  const { tom } = played;
  const [, slot = ''] = offeredDates(tom);
  const says = `${what} ${slot.slice(0, 16).replace('T', ' ')} UTC`;
  await clickOn(played, tom, { verb: 'notice.postpone', inputs: { slot }, says });
  return slot;
}

/** Dana is in a call when her time has nearly come. Half an hour more, and nobody is thrown out. */
export async function callOff(played: Played): Promise<readonly string[]> {
  const { town, dana, transcript } = played;
  const { cloudPcId } = (await targetOf(played, dana)).planned;
  const isCalled = () => dana.lastMessage().content.includes('call in peace');
  town.tenant.setSignedIn(cloudPcId, true);
  town.tenant.setPresence(dana.person.id, 'InACall');
  if (!(await town.runUntil(isCalled, LIMIT_HOURS))) return ['the last call never came'];
  await town.settle();
  quote(transcript, dana.lastMessage(), 4);
  await clickOn(played, dana, { verb: 'notice.snooze', says: 'takes 30 minutes more' });
  const until = town.clock.now() + 29 * MINUTE_MS;
  await town.runUntil(() => town.clock.now() >= until, 1);
  const wiped = wipesOf(played, dana);
  town.tenant.setSignedIn(cloudPcId, false);
  town.tenant.setPresence(dana.person.id, null);
  return wiped === 0 ? [] : [`${dana.person.name} was thrown out of a call`];
}

/** Somebody stops everything; one person cannot set it going again. */
export async function stopAndResume(played: Played): Promise<readonly string[]> {
  const { town, dana, admin, approver, transcript, rolloutId } = played;
  if (!(await town.runUntil(() => wipesOf(played, dana) === 1, LIMIT_HOURS))) return ['Dana’s Cloud PC was never done'];
  const isReady = async () => (await targetOf(played, dana)).verifiedAt !== null;
  await town.runUntil(isReady, 12);
  await clickOn(played, dana, {
    verb: 'line.stop-own',
    inputs: { stopReason: 'My licence file is gone. Others will lose theirs.' },
    says: 'stops the line: a licence file is gone',
  });
  const before = town.tenant.wipes.length;
  await town.runUntil(() => false, 6);
  const after = town.tenant.wipes.length;
  await say(town, admin, transcript, 'resume because the file was restored, and the others have none');
  const alone = (await town.app.store.readRollout(rolloutId))?.rollout.hold !== null;
  quote(transcript, await waitForVerb(approver, 'line.confirm-resume'), 4);
  await clickOn(played, approver, { verb: 'line.confirm-resume', says: 'agrees: go on' });
  const held = (await town.app.store.readRollout(rolloutId))?.rollout.hold ?? null;
  return [
    ...(after === before ? [] : ['something started although the line was stopped']),
    ...(alone ? [] : ['one person alone set the line going again']),
    ...(held === null ? [] : ['the line is still stopped']),
  ];
}

/** To the end. */
export async function finish({ town, rolloutId }: Played): Promise<readonly string[]> {
  const isOver = async () => (await town.app.store.readRollout(rolloutId))?.rollout.completedAt !== null;
  const done = await town.runUntil(isOver, LIMIT_HOURS);
  await town.settle();
  const hold = (await town.app.store.readRollout(rolloutId))?.rollout.hold;
  return [
    ...(done ? [] : [`the rollout did not end in time (${hold ? hold.kind : 'not held'})`]),
    ...(await listBrokenPromises(town, rolloutId)),
  ];
}
