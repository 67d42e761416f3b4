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
  later:
    'Preparing an image by chat comes in a later version. Until then import it in the Intune admin center (Devices, Windows 365, Custom images), then say “replace image”.',
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
  checklist: 'checklist',
  plan: 'plan',
  list: 'rollouts',
  cancel: 'cancel',
  back: 'back',
};
