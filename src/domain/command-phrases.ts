/** Everything that can be said to the bot. */
export type Command =
  | 'replace-image'
  | 'prepare-image'
  | 'check-image'
  | 'images'
  | 'leftovers'
  | 'builds'
  | 'build'
  | 'inspect'
  | 'run-script'
  | 'done'
  | 'give-up'
  | 'doctor'
  | 'status'
  | 'hold'
  | 'stop'
  | 'resume'
  | 'cases'
  | 'abort'
  | 'retry'
  | 'roll-back'
  | 'report'
  | 'review'
  | 'undo-kit'
  | 'check'
  | 'help'
  | 'my-cloud-pc'
  | 'proof'
  | 'proof-setup'
  | 'proof-patterns'
  | 'reach'
  | 'reach-retry'
  | 'proof-off'
  | 'app-owner'
  | 'app-owners'
  | 'checklist'
  | 'plan'
  | 'list'
  | 'cancel'
  | 'back';

/** Commands that only show something. */
export const READING: readonly Command[] = [
  'status',
  'report',
  'undo-kit',
  'check',
  'help',
  'my-cloud-pc',
  'proof',
  'reach',
  'app-owners',
  'checklist',
  'plan',
  'list',
  'cases',
  'check-image',
  'images',
  'leftovers',
  'builds',
  'build',
];

/** What follows these is taken as it was written, line by line: a name, a script, a log, a reason. */
export const TEXT_COMMANDS: readonly Command[] = ['check-image', 'run-script', 'doctor', 'give-up'];

/** One way to say one command. */
export interface Phrase {
  readonly command: Command;
  readonly phrase: string;
  /** Counts only when nothing else is said: "back", but not "back up my files". */
  readonly alone: boolean;
}

const SAID: Readonly<Record<Command, readonly string[]>> = {
  'replace-image': [
    'replace image',
    'replace images',
    'replace',
    'change image',
    'swap image',
    'update image',
    'switch image',
    'new image',
    'roll out image',
    'rollout image',
    'roll out new image',
    'deploy image',
    'deploy new image',
    'new rollout',
    'start rollout',
    'start new rollout',
    'plan rollout',
    'plan new rollout',
  ],
  'prepare-image': [
    'prepare image',
    'prepare new image',
    'build image',
    'build new image',
    'make image',
    'create image',
    'capture image',
  ],
  'check-image': ['check image', 'check source image', 'check machine', 'test image', 'validate image'],
  images: [
    'images',
    'image list',
    'list images',
    'list of images',
    'which images',
    'device images',
    'custom images',
    'all images',
  ],
  leftovers: ['leftovers', 'leftover', 'left overs', 'left over', 'what is left', "what's left", 'clean up', 'cleanup'],
  builds: ['builds', 'list builds', 'list of builds', 'all builds', 'which builds'],
  build: ['build', 'build status', 'status of build', 'how is build', 'how is build going', 'preparation'],
  inspect: ['inspect', 'inspect machine', 'inspect it', 'look inside', 'look inside machine'],
  'run-script': ['run script', 'run powershell', 'run powershell script', 'execute script'],
  done: [],
  'give-up': [
    'give up',
    'give it up',
    'give build up',
    'give up build',
    'abandon build',
    'cancel build',
    'abort build',
    'end build',
    'stop build',
  ],
  doctor: ['doctor', 'sysprep doctor', 'diagnose', 'read log', 'explain log'],
  status: [
    'status',
    'progress',
    'how far are we',
    'how far is it',
    'how far along',
    'how is it going',
    "how's it going",
    'how is rollout going',
    'where are we',
    'where is it',
    "where's it",
    'where is rollout',
    "what's happening",
    'what is happening',
    "what's going on",
    'what is going on',
    'how does it look',
    'is it done',
    'are we done',
  ],
  hold: ['hold', 'pause', 'halt', 'wait', 'freeze', 'suspend'],
  stop: [
    'stop',
    'stop line',
    'stop the line',
    'stop everything',
    'stop all',
    'stop rollout',
    'stop all starts',
    'pull cord',
    'pull the cord',
    'emergency stop',
    'red button',
  ],
  cases: ['cases', 'help cases', 'open cases', 'list cases', 'complaints', 'tickets', 'who needs help'],
  resume: ['resume', 'continue', 'go on', 'carry on', 'unpause', 'proceed', 'keep going'],
  abort: ['abort', 'terminate', 'kill rollout', 'cancel rollout', 'stop for good', 'end rollout'],
  retry: ['retry', 'try again', 're try'],
  'roll-back': ['roll back', 'rollback', 'roll it back', 'revert', 'go back to old image', 'back to old image'],
  'undo-kit': [
    'undo',
    'undo kit',
    'undo for',
    'undo kit for',
    'undo kit of',
    'what can be restored for',
    'restore for',
  ],
  report: ['report', 'results', 'result', 'csv', 'summary'],
  review: ['review', 'review emergency', 'review the emergency', 'close review', 'close the review'],
  check: ['check', 'checks', 'preflight', 'pre flight', 'are we ready', 'preconditions', 'self test'],
  help: ['help', 'what can you do', 'commands', 'how does this work', 'who are you'],
  'my-cloud-pc': [
    'my cloud pc',
    'my cloud pcs',
    'cloud pc',
    'my pc',
    'my computer',
    'when is my turn',
    'when is it my turn',
    'when is mine',
    'my date',
    'my notice',
  ],
  proof: ['proof', 'proofs', 'safe to wipe'],
  'proof-setup': ['proof setup', 'set up proof', 'setup proof'],
  'proof-patterns': ['proof patterns', 'proof pattern', 'look for files'],
  'proof-off': ['proof off', 'stop proof', 'stop measuring', 'turn off proof'],
  'app-owner': ['app owner', 'application owner'],
  'app-owners': ['app owners', 'application owners', 'who owns apps'],
  reach: [
    'reach',
    'who was told',
    'who was reached',
    'who was not reached',
    'who is unreachable',
    'unreachable',
    'not reached',
  ],
  'reach-retry': ['reach retry', 'retry reach', 'reach again', 'reach those not reached'],
  checklist: ['checklist', 'check list', 'check off'],
  plan: ['plan', 'dry run'],
  list: ['rollouts', 'list', 'list rollouts', 'all rollouts', 'which rollouts'],
  cancel: [],
  back: [],
};

const ALONE: Readonly<Partial<Record<Command, readonly string[]>>> = {
  cancel: ['cancel', 'never mind', 'nevermind', 'forget it', 'quit', 'exit', 'cancel that', 'cancel it'],
  done: [
    'done',
    'i am done',
    "i'm done",
    'im done',
    'we are done',
    "we're done",
    'all done',
    'finished',
    'i am finished',
    "i'm finished",
    'machine is ready',
  ],
  back: ['back', 'go back', 'previous', 'one back', 'step back'],
  help: ['hi', 'hello', 'hey'],
};

/** Every way to say every command. */
export const PHRASES: readonly Phrase[] = [...listPhrases(SAID, false), ...listPhrases(ALONE, true)];

function listPhrases(said: Readonly<Partial<Record<Command, readonly string[]>>>, alone: boolean): readonly Phrase[] {
  return (Object.entries(said) as [Command, readonly string[]][]).flatMap(([command, phrases]) =>
    phrases.map((phrase) => ({ command, phrase, alone })),
  );
}
