import type { BuildStep, GuestResult, GuestTask } from '../src/domain/build/build.ts';
import type { FindingLine } from '../src/domain/build/views.ts';

interface StepWords {
  /** Heading of the card while the build is here. */
  readonly title: string;
  readonly lead: string;
  /** Name of the step in a list. */
  readonly name: string;
}

/** What the live card says at each step when nothing is wrong. */
export const STEP_WORDS: Readonly<Record<BuildStep, StepWords>> = {
  'check-source': {
    title: 'Checking the source',
    lead: 'Repave holds it against the rules of Windows 365. Nothing is made in Azure before it passes.',
    name: 'Check the source',
  },
  'create-machine': {
    title: 'Making the machine',
    lead: 'When it runs, it is your turn to set it up. This card tells you how to connect.',
    name: 'Make the machine',
  },
  customise: {
    title: 'Your turn: set up the machine',
    lead: 'Connect, install what people need, then press “Done”. Nothing is sealed before you have said so once more.',
    name: 'Customise',
  },
  'confirm-seal': {
    title: 'Seal a copy of this machine?',
    lead: 'Sealing (sysprep) takes away what makes a Windows unique, and cannot be undone. So a copy is sealed, never the machine.',
    name: 'Your word for the seal',
  },
  'stop-machine': {
    title: 'Switching the machine off',
    lead: 'Its disk is copied while nothing writes to it.',
    name: 'Switch the machine off',
  },
  snapshot: {
    title: 'Taking a snapshot of the disk',
    lead: 'From here on Repave works on a copy. The machine is not touched.',
    name: 'Snapshot',
  },
  copy: { title: 'Making the copy', lead: 'A second machine is made from the snapshot.', name: 'Copy' },
  sysprep: {
    title: 'Sealing the copy',
    lead: 'Sysprep runs inside the copy and switches it off when it is done.',
    name: 'Sysprep',
  },
  'sysprep-failed': {
    title: 'Sysprep failed on the copy',
    lead: 'Nothing is lost: only the copy is affected.',
    name: 'Sysprep failed',
  },
  'start-machine': {
    title: 'Switching the machine on again',
    lead: 'In a few minutes you can go on where you were.',
    name: 'Switch the machine on',
  },
  deallocate: {
    title: 'Switching the sealed copy off',
    lead: 'Azure gives its cores back before an image can be made.',
    name: 'Switch the copy off',
  },
  generalize: {
    title: 'Marking the copy as sealed',
    lead: 'Azure has to know that the copy will never start again.',
    name: 'Mark as sealed',
  },
  capture: { title: 'Making the image', lead: 'Azure makes the image from the sealed copy.', name: 'Make the image' },
  'confirm-import': {
    title: 'Import the image into Windows 365?',
    lead: 'Until you say so, nothing changes in Windows 365.',
    name: 'Your word for the import',
  },
  import: {
    title: 'Windows 365 is taking the image in',
    lead: 'It copies the image, checks it and starts a trial machine from it. That often takes an hour or more; you need not wait here.',
    name: 'Import',
  },
  'clean-up': {
    title: 'Cleaning up',
    lead: 'Repave deletes what it made in Azure and no longer needs.',
    name: 'Clean up',
  },
  done: { title: 'Done', lead: '', name: 'Done' },
};

/** The name of a step that a rule's "no" carries as a code; the code itself when it is new. */
export function nameStep(step: string): string {
  const known = Object.entries(STEP_WORDS).find(([code]) => code === step);
  return known?.[1].name ?? step;
}

/** What runs inside the machine, as a subject. */
export const GUEST_WORDS: Readonly<Record<GuestTask['kind'], string>> = {
  inspect: 'The inspection',
  script: 'Your script',
  'remove-packages': 'The removal of packages',
  'remove-recovery': 'The removal of the recovery partition',
  'read-logs': 'The reading of logs',
};

/** The same by code; setting a password is no task of a build, but can fail like one. */
export function nameGuest(kind: string): string {
  if (kind === 'password') return 'Setting the password';
  const known = Object.entries(GUEST_WORDS).find(([code]) => code === kind);
  return known?.[1] ?? 'A script';
}

/** How it ended, after its name. */
export const GUEST_OUTCOMES: Readonly<Record<GuestResult['outcome'], string>> = {
  done: 'ended well',
  failed: 'failed',
  'timed-out': 'took too long and was stopped',
  unreadable: 'ended, but its answer could not be read: run it again',
};

/** Symbol, word and fill of a finding; the word alone carries the meaning. */
export const FINDING_OUTCOMES = {
  pass: { symbol: '✓', word: 'Passed', style: 'good' },
  warn: { symbol: '!', word: 'Warning', style: 'warning' },
  fail: { symbol: '✕', word: 'Stops', style: 'attention' },
  unknown: { symbol: '?', word: 'Unknown', style: 'warning' },
} as const satisfies Readonly<Record<FindingLine['outcome'], { symbol: string; word: string; style: string }>>;

/**
 * Why an image that was right once is refused now, by the finding's note. Windows 365 asked for Generation 1 on 2 August 2021 and for
 * Generation 2 from 4 October 2021 (learn.microsoft.com/windows-365/enterprise/device-images, page history).
 */
export const NOTE_WORDS: Readonly<Record<string, string>> = {
  'was-right-in-2021':
    'In August 2021 Windows 365 asked for Generation 1, so this image was right then. Since October 2021 it asks for Generation 2 and takes in nothing else; images it took in before go on working. The easy way is a fresh Marketplace image; a machine that cannot be built anew can be converted.',
};
