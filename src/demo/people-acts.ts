import type { Target } from '../domain/target.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import { say } from './talk.ts';
import { clickOn, offeredDates, quote } from './people-begin.ts';
import type { Cast } from './people-begin.ts';

const MINUTE_MS = 60_000;
const LIMIT_HOURS = 24 * 12;

async function targetOf({ town, rolloutId }: Cast, { person }: Persona): Promise<Target> {
  const state = await town.app.store.readRollout(rolloutId);
  const found = state?.targets.find(({ planned }) => planned.personId === person.id);
  if (!found) throw new Error(`${person.name} is not in the rollout.`);
  return found;
}

/** The date of that person now, as people read it. */
export async function dateOf(cast: Cast, who: Persona): Promise<string> {
  return `${(await targetOf(cast, who)).slot.startAt.slice(0, 16).replace('T', ' ')} UTC`;
}

function wipesOf({ town }: Cast, { person }: Persona): number {
  return town.tenant.wipes.filter(({ personId }) => personId === person.id).length;
}

/** Tom moves his date, may not again, and asks for an exception, which an approver declines. */
export async function decideException(cast: Cast): Promise<readonly string[]> {
  const { tom, approver, transcript } = cast;
  const [, slot = ''] = offeredDates(tom);
  await clickOn(cast, tom, {
    verb: 'notice.postpone',
    inputs: { slot },
    says: `moves the date to ${slot.slice(0, 16)} UTC`,
  });
  const moved = await targetOf(cast, tom);
  await clickOn(cast, tom, {
    verb: 'appeal.ask',
    inputs: { wish: 'leave-out', exceptionReason: 'The quarter closes on Friday.' },
    says: 'asks for an exception: the quarter closes on Friday',
  });
  quote(transcript, approver.lastMessage(), 6);
  await clickOn(cast, approver, {
    verb: 'appeal.decline',
    inputs: { reason: 'Your date is after the close.' },
    says: 'declines: the date is after the close',
  });
  quote(transcript, tom.lastMessage(), 4);
  await clickOn(cast, tom, { verb: 'notice.ready', says: 'says “I’m ready”' });
  return moved.slot.startAt === slot ? [] : [`${tom.person.name} chose ${slot} and got ${moved.slot.startAt}`];
}

/** Dana is in a call when her time has nearly come. Half an hour more, and nobody is thrown out. */
export async function callOff(cast: Cast): Promise<readonly string[]> {
  const { town, dana, aiko, transcript } = cast;
  for (const owner of [dana, aiko]) await clickOn(cast, owner, { verb: 'notice.ready', says: 'says “I’m ready”' });
  const { cloudPcId } = (await targetOf(cast, dana)).planned;
  const isCalled = () => dana.lastMessage().content.includes('call in peace');
  town.tenant.setSignedIn(cloudPcId, true);
  town.tenant.setPresence(dana.person.id, 'InACall');
  if (!(await town.runUntil(isCalled, LIMIT_HOURS))) return ['the last call never came'];
  await town.settle();
  quote(transcript, dana.lastMessage(), 4);
  await clickOn(cast, dana, { verb: 'notice.snooze', says: 'takes 30 minutes more' });
  const until = town.clock.now() + 29 * MINUTE_MS;
  await town.runUntil(() => town.clock.now() >= until, 1);
  const wiped = wipesOf(cast, dana);
  town.tenant.setSignedIn(cloudPcId, false);
  town.tenant.setPresence(dana.person.id, null);
  return wiped === 0 ? [] : [`${dana.person.name} was thrown out of a call`];
}

/** Somebody stops everything; one person cannot set it going again. */
export async function stopAndResume(cast: Cast): Promise<readonly string[]> {
  const { town, dana, admin, approver, transcript, rolloutId } = cast;
  if (!(await town.runUntil(() => wipesOf(cast, dana) === 1, LIMIT_HOURS))) return ['Dana’s Cloud PC was never done'];
  const isReady = async () => (await targetOf(cast, dana)).verifiedAt !== null;
  await town.runUntil(isReady, 12);
  await clickOn(cast, dana, {
    verb: 'line.stop-own',
    inputs: { stopReason: 'My licence file is gone. Others will lose theirs.' },
    says: 'stops the line: a licence file is gone',
  });
  const before = town.tenant.wipes.length;
  await town.runUntil(() => false, 6);
  const after = town.tenant.wipes.length;
  await say(town, admin, transcript, 'resume because the file was restored, and the others have none');
  const alone = (await town.app.store.readRollout(rolloutId))?.rollout.hold !== null;
  await clickOn(cast, approver, { verb: 'line.confirm-resume', says: 'agrees: go on' });
  const held = (await town.app.store.readRollout(rolloutId))?.rollout.hold ?? null;
  return [
    ...(after === before ? [] : ['something started although the line was stopped']),
    ...(alone ? [] : ['one person alone set the line going again']),
    ...(held === null ? [] : ['the line is still stopped']),
  ];
}

/** Ready, and yet it does not work: a help case with all that is known. */
export async function complain(cast: Cast): Promise<readonly string[]> {
  const { dana, admin, transcript, town } = cast;
  await clickOn(cast, dana, {
    verb: 'notice.broken',
    inputs: { what: 'files', text: 'acme.lic is missing' },
    says: 'says that it does not work: a file is missing',
  });
  const card = admin.findCard(/^Case 1/m);
  if (!card) return ['no help case was opened'];
  quote(transcript, card, 12);
  await clickOn(cast, admin, { verb: 'case.close', inputs: { note: 'Licence restored.' }, says: 'closes the case' });
  await town.settle();
  quote(transcript, dana.lastMessage(), 3);
  await clickOn(cast, dana, { verb: 'notice.works', says: 'says that it works now' });
  return [];
}

/** To the end. */
export async function finish({ town, rolloutId }: Cast): Promise<readonly string[]> {
  const isOver = async () => (await town.app.store.readRollout(rolloutId))?.rollout.completedAt !== null;
  const done = await town.runUntil(isOver, LIMIT_HOURS);
  await town.settle();
  const hold = (await town.app.store.readRollout(rolloutId))?.rollout.hold;
  return done ? [] : [`the rollout did not end in time (${hold ? hold.kind : 'not held'})`];
}
