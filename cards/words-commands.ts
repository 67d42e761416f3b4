import { formatMinutes, formatMoment } from './format.ts';
import type { Sentence } from './words-refusals.ts';

/** Sentences for what commands and planning refuse; the wipe rules stand in `words-refusals.ts`. */
export const COMMAND_WORDS: Readonly<Record<string, Sentence>> = {
  // Who and which
  'not-an-admin': () =>
    'Only Repave’s admins can do this. Ask one of them, or have yourself added to the admins’ group.',
  'not-an-approver': () => 'Only approvers can do this. Ask somebody from the approvers’ group.',
  'not-your-cloud-pc': () => 'This is somebody else’s Cloud PC. Type “my cloud pc” to see your own.',
  'not-your-plan': ({ by }) =>
    `This plan belongs to ${String(by ?? 'somebody else')}. Ask them, or make a plan of your own.`,
  'no-rollout': () => 'There is no such rollout. Type “rollouts” to see all, or “replace image” to plan one.',
  'no-target': () => 'This Cloud PC is not in that rollout any more. Type “my cloud pc” to see what holds now.',
  'which-rollout': ({ titles }) =>
    `Several rollouts are open${titles ? `: ${String(titles)}` : ''}. Type “rollouts” and choose one.`,
  // Planning
  'empty-scope': ({ leftOut }) =>
    `No Cloud PC is left to rebuild; ${String(leftOut ?? 'all')} were left out. Choose other policies or people.`,
  'deadline-too-soon': ({ needed }, zone) =>
    `The end is too early: the last Cloud PC would start ${typeof needed === 'string' ? `on ${formatMoment(needed, zone)}` : 'after it'}. Choose a later end, more at the same time, or longer hours.`,
  'window-never-fits': ({ zone, minutes }) =>
    `The hours never leave ${formatMinutes(Number(minutes ?? 0))} at a stretch in ${String(zone ?? 'some zone')}. Choose longer hours or fewer days without work.`,
  'not-in-scope': () => 'It was not asked for. Name its owner, or leave “Only these people” empty.',
  'excluded-by-request': ({ reason }) =>
    `Left out on request: ${String(reason ?? 'no reason given')}. Take it off the list to include it.`,
  'shared-cloud-pc': () =>
    'It is shared, so nobody could be told. It gets the image when its policy is rebuilt as a whole.',
  'no-owner': () => 'It belongs to nobody. Assign it first to include it.',
  'owner-unknown': ({ upn }) =>
    `Its owner${upn ? ` (${String(upn)})` : ''} is in no group of the policy. Put them back to include it.`,
  'already-on-image': () => 'It runs this image already. There is nothing to do.',
  'in-another-rollout': () => 'Another open rollout has it. Finish or abort that one first.',
  'already-running': () => 'This rollout has begun and cannot be planned anew. Abort it first, or wait for its end.',
  'changed-meanwhile': () => 'Somebody changed this plan a moment ago. Look at the current plan, then try again.',
  'taken-meanwhile': ({ count, names }) =>
    `Another rollout has taken ${Number(count ?? 0) === 1 ? 'a Cloud PC' : `${String(count ?? 'some')} Cloud PCs`} of this plan since it was made${names ? ` (${String(names)})` : ''}. Choose “Change” to leave what is taken out, or finish or abort the other rollout first.`,
  // Acting
  'reason-missing': () => 'A reason is missing. Please write a sentence: the others see it.',
  'tick-too-late': () => 'The plan has been sent for approval, so ticks are shut. Discard it or plan again to tick.',
  'already-started': () =>
    'Your Cloud PC is being rebuilt already, so this came too late. You get a message when it is ready.',
  'own-waiver': () => 'Nobody can waive for their own request. Ask an approver.',
  'rollout-ended': () => 'This rollout has ended. Type “report” to see how.',
  'not-held': () => 'This rollout is not on hold. Type “status” to see where it stands.',
  'nothing-to-retry': () => 'Nothing has failed, so there is nothing to retry. Type “status” to see where it stands.',
  'hold-first': () => 'The rollout is running and would switch the policy again. Hold or abort it first.',
  'abort-first': () => 'The rollout is still running. Abort it first, then roll back.',
  'nothing-to-roll-back': () => 'Nothing has been changed, so there is nothing to roll back.',
  'roll-back-several-images': () =>
    'The policies had different images before, and one plan puts back one image. Plan each with “replace image”.',
  'nothing-to-promote': () => 'No wave waits for your word. Type “status” to see where it stands.',
  'not-done-yet': () => 'Your Cloud PC is not ready yet. You can answer when it is.',
  'no-postponement-left': ({ deadline }, zone) =>
    `You cannot move the date again${typeof deadline === 'string' ? `; everything ends by ${formatMoment(deadline, zone)}` : ''}. If it does not suit you, press “I need help”.`,
  'slot-not-offered': () => 'This date is no longer free. Type “my cloud pc” and choose from the dates there.',
  'call-rejected': ({ detail }) =>
    `Windows 365 refused the rebuild${detail ? ` (${String(detail)})` : ''}. Repave tries again by itself; look at it if this stays.`,
  'switch-not-due': () => 'The policy is not to be switched now. Type “status” to see where the rollout stands.',
  unreachable: () =>
    'The message did not reach the person. Ask them to install Repave in Teams; it is sent again then.',
  unknown: () => 'The reason is not known. Look at it in the Intune admin center.',
  // Evidence
  'file-exists': () => 'A file of this name is there already. Name another one with --out.',
  'key-from-setting': () =>
    'The signing key comes from REPAVE_SIGNING_KEY. To change it, set another key there and start Repave again.',
  'no-such-person': () =>
    'Nothing is kept about this person. Use the directory id or the user principal name, or check the spelling.',
  'person-in-role': () =>
    'This person is an admin or approver, so their acts are the record itself. Take the role away first, then ask again.',
  'person-in-rollout': ({ rollouts }) =>
    `This person has a part in a rollout that is not over${rollouts ? ` (${String(rollouts)})` : ''}. End it or wait, then ask again.`,
};
