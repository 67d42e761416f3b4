import { listBrokenPromises } from './promises.ts';
import { callOff, complain, dateOf, decideException, finish, stopAndResume } from './people-acts.ts';
import { approveTogether, openCast, tellNotices } from './people-begin.ts';
import { proveIt } from './people-proof.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/**
 * A rollout from the side of the people in it: two approvers, notices in the owner's language, a date that is moved, an exception, a
 * last call in the middle of a call, somebody who stops the line, somebody for whom it does not work, and the proof of it all. Answers every
 * promise that was not kept.
 */
export async function playPeopleStory(town: Town, transcript: Transcript): Promise<readonly string[]> {
  transcript.scene('What exactly am I approving?');
  const cast = await openCast(town, transcript);
  await approveTogether(cast);
  transcript.scene('What will I lose? Not at month-end');
  tellNotices(cast);
  const exception = await decideException(cast);
  transcript.scene('I am in a call');
  const call = await callOff(cast);
  transcript.scene('Stop the line');
  const stop = await stopAndResume(cast);
  transcript.scene('It says ready, but …');
  const complaint = await complain(cast);
  const end = await finish(cast);
  transcript.scene('Prove it');
  const proof = await proveIt(cast);
  transcript.note(`${cast.tom.person.name}’s date in the end: ${await dateOf(cast, cast.tom)}`);
  return [
    ...[exception, call, stop, complaint, end, proof].flat(),
    ...(await listBrokenPromises(town, cast.rolloutId)),
  ];
}
