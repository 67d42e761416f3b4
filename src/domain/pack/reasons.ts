/** Why a Cloud PC failed, was left out or still waits, by code, in the words of the pack. */
export const REASONS: Readonly<Record<string, string>> = {
  // How it ended
  'provisioning-failed': 'Windows 365 says that the rebuild failed',
  stuck: 'it did not come back in time',
  'wrong-image': 'it came back with another image',
  'left-behind': 'not done before the end of the rollout',
  'no-window-left': 'no window was left in which it fits',
  'exception-granted': 'an approver left it out at the wish of its owner',
  'app-owner-excluded': 'the owner of an app left it out',
  'cloud-pc-gone': 'it is no longer in the tenant',
  'owner-changed': 'it belongs to somebody else',
  'owner-left': 'its owner is no longer active',
  'reprovisioned-elsewhere': 'somebody else rebuilt it',
  // Its person
  'not-told': 'the person was not told',
  unreachable: 'the person was not reached in Teams',
  'new-date-not-told': 'the person was not told the new date',
  'told-too-late': 'the person had known for too short a time',
  'not-proven': 'nobody had shown that the data is safe',
  'proof-bad': 'the Cloud PC reported that the data is not safe',
  'proof-unknown': 'the Cloud PC had not reported that the data is safe',
  'help-open': 'the person had asked for help',
  'exception-open': 'the person had asked for an exception, which nobody had answered',
  snoozed: 'the person had asked for more time',
  'signed-in': 'somebody was signed in',
  'session-unknown': 'nobody knew if somebody was signed in',
  // Its date and its turn
  'before-date': 'its date had not come',
  'date-passed': 'its date had passed',
  waiting: 'it waited for the next try',
  'window-shut': 'it was outside the hours of the plan',
  'window-too-short': 'too little of the window was left',
  'wave-not-open': 'its wave was not open',
  'other-cloud-pc-away': 'another Cloud PC of the same person was being rebuilt',
  'no-free-place': 'no place was free',
  'failed-before': 'the try before it had failed',
  'attempt-under-way': 'a try was under way',
  'late-start-open': 'nobody had said that it may start so late',
  held: 'the rollout was on hold',
  aborted: 'the rollout was aborted',
  // Its copy
  'copy-missing': 'the copy that the plan asks for was missing',
  'copy-not-ready': 'its copy was not confirmed',
  'copy-unhealthy': 'its copy was not healthy',
  'copy-too-old': 'its copy was too old',
  // What the tenant said
  'look-too-old': 'the last look at the tenant was too old',
  'call-rejected': 'Windows 365 refused the rebuild',
  'status-unfit': 'its status did not allow a rebuild',
  'action-running': 'another action was running on it',
  'policy-no-longer-assigned': 'its owner was no longer in a group of the policy',
  'several-policies': 'several policies target its owner',
  'policy-not-in-plan': 'a policy that is not in the plan targets its owner',
  'policy-image-differs': 'its policy did not name the new image',
  'image-gone': 'the new image was no longer in the tenant',
  'image-not-ready': 'the new image was not ready',
  'image-unsupported': 'Windows on the new image was out of support',
};

/** Codes with blanks between them, the result first, as a reader of the pack understands them. */
export function wordReasons(why: string): string {
  const codes = why.split(' ').filter((code) => code !== '');
  return codes.map((code) => REASONS[code] ?? code.replaceAll('-', ' ')).join('; ');
}
