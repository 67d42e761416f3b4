import { formatMinutes, formatMoment } from './format.ts';
import { PROOF_WORDS } from './words-proof.ts';
import { ITEM_NAMES, STATUS_NAMES } from './words-tenant.ts';

export type Facts = Readonly<Record<string, string | number | boolean>>;
export type Sentence = (facts: Facts, zone: string) => string;

/** One sentence per refusal code, with the next action. Codes are stable; a test finds those without words. */
export const REFUSAL_WORDS: Readonly<Record<string, Sentence>> = {
  ...PROOF_WORDS,
  // W1: approval
  'not-approved': () => 'Nobody has approved this plan yet. Send it for approval first.',
  'plan-changed': () =>
    'The plan has changed since this card was made. Nothing was done: look at the current plan and decide again.',
  'own-approval': () => 'Nobody can approve their own request. Ask another approver.',
  'approval-expired': () => 'The time for approval has run out. Plan again, and send the new plan for approval.',
  'late-start-open': () => 'The approval came late. Choose on the approval card: start now, or plan again.',
  'not-in-plan': () => 'This Cloud PC is not part of the approved plan. To include it, plan again.',
  'not-submitted': () => 'This plan has not been sent for approval. The person who made it has to send it first.',
  'already-decided': (facts) =>
    `${nameFact(facts, 'by', 'Somebody')} has already decided. The card shows the answer; there is nothing else to do.`,
  // W2: window
  'window-shut': () => 'It is outside the hours of the plan. It starts by itself when the next window opens.',
  'window-too-short': ({ minutesLeft }) =>
    `Only ${formatMinutes(Number(minutesLeft ?? 0))} of the window are left, too little to finish. The next window is taken.`,
  'no-window-left': () => 'No window is left in which it fits. Plan again with more days or longer hours.',
  'left-behind': () => 'It could not be done before the end of the rollout. Take it into the next rollout.',
  // W3: notice
  'not-told': ({ reason }) =>
    `The person has not been told${reason ? ': the message did not arrive' : ' yet'}. ${
      reason ? 'Ask them to install Repave in Teams; the message is sent again then.' : 'Their message goes out first.'
    }`,
  'new-date-not-told': () => 'The person has not been told the new date yet. Their message goes out first.',
  'told-too-late': ({ leadMinutes }) =>
    `The person has known for less than ${formatMinutes(Number(leadMinutes ?? 0))}. It starts at the next date after that.`,
  // W4: proof
  'not-proven': (facts) =>
    `Nobody has shown that ${item(facts)} safe. The person can press “I'm ready”, or an approver can waive it.`,
  'proof-bad': (facts) =>
    `The Cloud PC reports that ${item(facts)} not safe. Ask the person to save it, or let an approver waive it.`,
  // W5: once
  'already-done': () => 'This Cloud PC has been rebuilt and checked. There is nothing left to do.',
  'failed-before': () => 'The last try failed. Look at the reason, then press “Retry”.',
  'attempt-under-way': () => 'It is being rebuilt right now. Wait for the result.',
  'attempt-spent': () => 'Every approved try is used up. Press “Retry” to grant one more.',
  // W6: not now
  excluded: () => 'This Cloud PC is left out of the rollout. To include it, plan again.',
  'help-open': () => 'The person has asked for help. Settle it with them; it goes on when they press “I’m ready”.',
  'before-date': ({ at }, zone) => `The person's date has not come yet${when(at, zone)}. It starts by itself then.`,
  'date-passed': () => 'The date has passed. The person gets a new one.',
  waiting: ({ until }, zone) => `It waits before the next try${when(until, zone)}. It goes on by itself.`,
  'signed-in': () => 'Somebody is signed in. It starts when they sign out; after the deadline they get a last call.',
  'session-unknown': () => 'Repave cannot see whether somebody is signed in. It looks again in a few minutes.',
  // W7: held
  aborted: () => 'This rollout was aborted. Nothing new starts; plan again to go on.',
  completed: () => 'This rollout is finished. Ask for the report.',
  held: () => 'The rollout is on hold. Resume it to go on.',
  // W8: in turn
  'wave-not-open': ({ wave }) =>
    `Wave ${Number(wave ?? 0) + 1} has not started yet. It starts after the wave before it.`,
  'other-cloud-pc-away': () => 'The person’s other Cloud PC is being rebuilt. This one follows when that one is back.',
  'no-free-place': () => 'As many Cloud PCs as allowed are being rebuilt. It starts when one of them is done.',
  'look-too-old': () => 'The last look at the tenant is too old. Repave looks again by itself.',
  // W9: same world
  'cloud-pc-gone': () => 'This Cloud PC is no longer in the tenant. Take it out, or plan again.',
  'owner-changed': (facts) =>
    `It belongs to somebody else now${inBrackets(facts, 'now')}. Plan again so that this person is told.`,
  'owner-left': (facts) =>
    `Its owner is no longer active${inBrackets(facts, 'upn')}. Clear up the account, then plan again.`,
  'policy-no-longer-assigned': () =>
    'Its owner is no longer in a group of the policy. Put the group back, or plan again.',
  'several-policies': ({ count }) =>
    `${String(count ?? 'Several')} policies target its owner, so the image is not certain. Leave one, then plan again.`,
  'policy-not-in-plan': () => 'Another policy targets its owner now. Plan again with that policy.',
  'policy-image-differs': (facts) =>
    `The policy “${nameFact(facts, 'policy', 'of this Cloud PC')}” does not name the approved image. Put the image back or abort.`,
  'reprovisioned-elsewhere': ({ at }, zone) =>
    `Somebody else has rebuilt it since the plan was made${when(at, zone)}. Plan again if it still needs the image.`,
  // W10: fit state
  'status-unfit': (facts) =>
    `Its status is “${STATUS_NAMES[String(facts['status'])] ?? nameFact(facts, 'status', 'unknown')}”. It starts when Windows 365 says it is provisioned.`,
  'action-running': (facts) =>
    `Another action is running on it (${nameFact(facts, 'action', 'unknown')}). It starts when that one ends.`,
  // W11: way back
  'image-gone': (facts) =>
    `The image “${nameFact(facts, 'image', 'of the plan')}” is no longer in the tenant. Choose another one and plan again.`,
  'image-not-ready': (facts) =>
    `The image “${nameFact(facts, 'image', 'of the plan')}” is not ready. Wait until Windows 365 has taken it in, or choose another.`,
  'image-unsupported': (facts) =>
    `Windows on the image “${nameFact(facts, 'image', 'of the plan')}” is out of support. Choose a newer image.`,
  // Results
  'wrong-image': (facts) =>
    `It came back with “${nameFact(facts, 'found', 'no image name')}” instead of “${nameFact(facts, 'wanted', 'the new image')}”. Look at the policy, then retry.`,
  stuck: ({ minutes }) =>
    `It has not come back for ${formatMinutes(Number(minutes ?? 0))}. Look at it in the Intune admin center, then retry.`,
  'provisioning-failed': () =>
    'Windows 365 says that the rebuild failed. Look at it in the Intune admin center, then retry.',
};

export function nameFact(facts: Facts, key: string, otherwise: string): string {
  const value = facts[key];
  return value === undefined || value === '' ? otherwise : String(value);
}

function inBrackets(facts: Facts, key: string): string {
  const value = facts[key];
  return value === undefined || value === '' ? '' : ` (${String(value)})`;
}

function item(facts: Facts): string {
  return ITEM_NAMES[String(facts['item'])] ?? 'the data is';
}

function when(at: Facts[string] | undefined, zone: string): string {
  const isMoment = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return isMoment ? ` (${formatMoment(at, zone)})` : '';
}
