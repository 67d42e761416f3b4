import type { Command } from '../domain/recognise.ts';

/** What the bot says in its own name. Each sentence names the next step. */
export const BOT_WORDS = {
  oldButton: 'This button does not fit any more. Say “status” or “my cloud pc” for a fresh card.',
  fillIn: 'Something is missing. Please fill in the fields and press the button again.',
  twice: 'This click has arrived already.',
  takesTime: 'This takes a moment. The answer comes as a message.',
  cloudTrouble:
    'Microsoft’s cloud does not answer as it should right now. Nothing was changed; please try again in a minute.',
  ownTrouble:
    'Something went wrong on my side. Please try again; if it happens again, show this moment to whoever runs Repave.',
  nothingOpen: 'There is nothing open to answer. Say “help” to see what you can do.',
  notUnderstood: 'I did not understand that.',
  sayHelp: 'Say “help” to see what you can do.',
  nothingYet: 'Nothing has been done yet.',
  noBuilds: 'No image has been prepared yet. Say “prepare image” to begin.',
  onlyBuilds: 'No rollout is under way, but an image is being prepared.',
  scriptMissing:
    'Which script? Write it after “run script”, on as many lines as you like, or attach a .ps1 file and say “run script”.',
  giveUpReason:
    'Nothing has been done. Giving up deletes what was made for the image. Say why, like “give up because the offer is too old”.',
  pasteLog:
    'Paste the lines of setuperr.log after “doctor”, or attach the file. I say what they mean and what mends it.',
  sayAgainWithId: 'Nothing has been done yet. Please send it again with the number after the command.',
  fileOwnChat: 'I take files only in our own chat.',
  fileUnclear: 'What should I do with this file? With a .ps1 file say “run script”, with a log say “doctor”.',
  fileUnreadable:
    'I could not read this file: it must be plain text, not too long, and come from this chat. Nothing was done.',
  ownChat: 'That is only about you. Please ask me in our own chat.',
  noNotice: 'None of your Cloud PCs is part of a rollout. There is nothing to do.',
  noRollouts: 'There is no rollout yet. Say “replace image” to plan one.',
  changing: 'Change what you like in the questions below. The plan stands until you finish them.',
  reportBelow: 'The report is in this chat.',
  discarded: 'Discarded. Nothing has happened, and nobody was told.',
  reportTooLong: 'The list of every Cloud PC is too long for a message. Get it with: npm run cli -- report',
  hello: 'Hello! I am Repave. Mention me with “status” or “help”; approvals can be given here, too.',
  byChat: 'said so in the chat',
} as const;

/** What a person would say for a command. */
export const COMMAND_NAMES: Readonly<Record<Command, string>> = {
  'replace-image': 'replace image',
  'prepare-image': 'prepare image',
  'check-image': 'check image',
  images: 'images',
  leftovers: 'leftovers',
  builds: 'builds',
  build: 'build',
  inspect: 'inspect',
  'run-script': 'run script',
  done: 'done',
  'give-up': 'give up',
  doctor: 'doctor',
  status: 'status',
  hold: 'hold',
  resume: 'resume',
  abort: 'abort',
  retry: 'retry',
  'roll-back': 'roll back',
  report: 'report',
  check: 'check',
  help: 'help',
  'my-cloud-pc': 'my cloud pc',
  proof: 'proof',
  'proof-setup': 'proof setup',
  'proof-patterns': 'proof patterns',
  'proof-off': 'proof off',
  reach: 'reach',
  'reach-retry': 'reach retry',
  'app-owner': 'app owner',
  'app-owners': 'app owners',
  checklist: 'checklist',
  plan: 'plan',
  list: 'rollouts',
  cancel: 'cancel',
  back: 'back',
};
