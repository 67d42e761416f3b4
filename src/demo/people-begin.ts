import { ENGINEERING_POLICY_ID, NEW_IMAGE_ID } from '../sandbox/ids.ts';
import type { FilledInputs } from '../sandbox/teams/card-click.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import type { Cast } from './people-cast.ts';
import { clickOn, quote, waitForCard } from './people-talk.ts';
import { hear, say } from './talk.ts';

const TIMING = {
  lead: '4 hours',
  reminders: '1 day, 1 hour',
  postponements: '2',
  deadline: '4 days',
  quorum: '2',
  canary: '1',
  percents: '100',
  concurrency: '4',
  settle: '20 minutes',
  approval: '24 hours',
  protection: 'restore-point',
};

type Answers = readonly (readonly [what: string, inputs: FilledInputs])[];

/** Cloud PCs say themselves what is safe, once an admin has put the script there. */
export async function setUpProofs({ town, admin, transcript }: Cast): Promise<readonly string[]> {
  await say(town, admin, transcript, 'proof setup');
  await say(town, admin, transcript, 'proof setup confirm');
  quote(transcript, admin.lastMessage(), 2);
  const [script] = town.tenant.proofs.scripts;
  return script ? [] : ['the proof script is not in Intune'];
}

/** Asks for the rollout; somebody is on leave. Gives its id. */
export async function askForRollout(cast: Cast): Promise<string> {
  const { town, requester, transcript, late } = cast;
  await say(town, requester, transcript, 'replace image');
  await answer(cast, requester, [
    ['the new image', { imageId: NEW_IMAGE_ID }],
    ['the policy of Engineering', { policyIds: ENGINEERING_POLICY_ID }],
    [`some of its people, but ${late.person.name}, who is on leave`, listPeople(cast, `${late.person.upn}: on leave`)],
    ['two approvers, a restore point of each Cloud PC, reminders a day and an hour ahead', TIMING],
    ['the reason', { reason: 'Windows 11 25H2' }],
  ]);
  await waitForCard(requester, 'Send for approval');
  hear(town, requester, transcript);
  const [newest] = await town.app.store.listRollouts();
  return newest?.rolloutId ?? '';
}

/** The same plan again, but nobody is on leave. */
export async function changePlan(cast: Cast): Promise<void> {
  const { town, requester, transcript, late } = cast;
  await say(town, requester, transcript, 'plan');
  await clickOn(cast, requester, { verb: 'plan.change', says: `changes the plan: ${late.person.name} is back` });
  const keep: Answers[number] = ['', {}];
  await answer(cast, requester, [keep, keep, ['', listPeople(cast, '')], keep, keep]);
  await sendPlan(cast);
}

export async function sendPlan(cast: Cast): Promise<void> {
  await clickOn(cast, cast.requester, { verb: 'plan.submit', says: 'sends it for approval' });
}

function listPeople(cast: Cast, exclusions: string): FilledInputs {
  const { aiko, tom, dana, late, leaver, twice, lost } = cast;
  const people = [cast.first, aiko, tom, dana, late, leaver, twice, lost];
  return { only: people.map(({ person }) => person.upn).join(', '), exclusions };
}

/** Answers the five questions by their cards. */
export async function answer(
  { town, transcript }: Pick<Cast, 'town' | 'transcript'>,
  by: Persona,
  answers: Answers,
): Promise<void> {
  for (const [index, [what, inputs]] of answers.entries()) {
    const card = await waitForCard(by, new RegExp(`question ${index + 1} of 5`));
    await by.click(card, 'Continue', inputs);
    if (what !== '') transcript.tell(town.clock.now(), by.person.name, `answers: ${what}`);
    await town.settle();
  }
}
