import { callOff, dateOf, decideException, finish, stopAndResume } from './people-acts.ts';
import { approveFromAbove, approveOwn, approveTooLate, approveTwice, readApproval } from './people-approval.ts';
import type { Played } from './people-approval.ts';
import { askForRollout, setUpProofs } from './people-begin.ts';
import { castPeople } from './people-cast.ts';
import { complain } from './people-case.ts';
import { checkAgain, putDataAtRisk, readLosses } from './people-data.ts';
import { hurry, putLabAtRisk } from './people-hurry.ts';
import { proveIt } from './people-proof.ts';
import { askManager, leave, readInTokyo, readOfBoth, readReport } from './people-reach.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/** Each answers what did not happen as it was to. */
type Scene = readonly [title: string, act: (played: Played) => Promise<readonly string[]>];

const SCENES: readonly Scene[] = [
  ['I asked for it, can I approve it?', approveOwn],
  ['Approve. But the plan has changed meanwhile', approveTooLate],
  ['I press twice, on the phone and at the desk', approveTwice],
  ['I was on a plane', approveFromAbove],
  ['What will I lose?', readLosses],
  ['Check again', checkAgain],
  ['Not during month-end', decideException],
  ['It is 3 a.m. here', readInTokyo],
  ['I have two of them. I have left', leaveOrRead],
  ['I am in a call', callOff],
  ['Stop the line', stopAndResume],
  ['It says ready, but …', complain],
  ['I never opened Teams', askManager],
  ['What became of everybody', finishAndReport],
  ['Emergency: a CVE, tonight', hurry],
  ['Prove it', proveIt],
];

/**
 * A rollout from the side of the people in it: those who approve it, whose data is at stake, who are told, asked and moved, and for whom
 * it does not work; then an emergency, and the proof of it all. Answers every promise that was not kept.
 */
export async function playPeopleStory(town: Town, transcript: Transcript): Promise<readonly string[]> {
  transcript.scene('Who says what is safe?');
  const cast = await castPeople(town, transcript);
  const broken = [...(await setUpProofs(cast))];
  transcript.scene('What exactly am I approving?');
  const played = { ...cast, rolloutId: await askForRollout(cast) };
  await putDataAtRisk(played);
  putLabAtRisk(cast);
  broken.push(...(await readApproval(played)));
  for (const [title, act] of SCENES) {
    transcript.scene(title);
    broken.push(...(await act(played)));
  }
  return broken;
}

async function leaveOrRead(played: Played): Promise<readonly string[]> {
  const both = await readOfBoth(played);
  leave(played);
  return both;
}

async function finishAndReport(played: Played): Promise<readonly string[]> {
  const end = await finish(played);
  played.transcript.note(`${played.tom.person.name}’s date in the end: ${await dateOf(played, played.tom)}`);
  return [...end, ...(await readReport(played))];
}
