import type { Diagnosis } from '../src/domain/build/sysprep-doctor.ts';

interface Cause {
  readonly title: string;
  /** What it means, in a sentence or two. `subject` and `user` may be empty. */
  readonly why: (subject: string, user: string) => string;
  readonly fix: string;
}

/** What each cause of a failed sysprep means. Their sources stand in the domain, in `sysprep-causes.ts`. */
const CAUSES: Readonly<Record<string, Cause>> = {
  'appx-package': {
    title: 'An app stands in the way',
    why: (subject, user) =>
      `${quote(subject, 'A Store app')} is installed for ${quote(user, 'one user')} only, not for everybody, and sysprep cannot take it along.`,
    fix: 'Remove it on the machine, then seal again.',
  },
  bitlocker: {
    title: 'The disk is encrypted',
    why: () => 'BitLocker is on, or still decrypting. Sysprep seals only a disk that is fully decrypted.',
    fix: 'Switch BitLocker off on the machine, wait until it says “fully decrypted”, then seal again.',
  },
  'pending-reboot': {
    title: 'Windows wants to restart first',
    why: () => 'Updates or an installer wait for a restart, and sysprep does not run before it.',
    fix: 'Restart the machine until nothing is waiting, then seal again.',
  },
  'reserved-storage': {
    title: 'Reserved storage is in use',
    why: () => 'Windows keeps disk space for updates and is using it, and sysprep does not run meanwhile.',
    fix: 'Let updates finish and restart, or switch reserved storage off, then seal again.',
  },
  defender: {
    title: 'Defender for Endpoint is onboarded',
    why: () => 'The machine carries the identity of Defender for Endpoint, which sysprep may not take away.',
    fix: 'Offboard it on the machine, then seal again. Cloud PCs are onboarded anew by Intune.',
  },
  'rearm-count': {
    title: 'This Windows was sealed too often',
    why: () => 'A Windows can be sealed only a few times, and this one has none left.',
    fix: 'Begin anew from a fresh Marketplace image: nothing on this machine mends it.',
  },
  'domain-joined': {
    title: 'The machine is joined to a domain',
    why: () => 'Sysprep does not seal a machine of a domain, and Windows 365 takes none that ever was in one.',
    fix: 'Begin anew from a machine that was never joined.',
  },
  hang: {
    title: 'Sysprep hangs',
    why: (state) => HANGS[state] ?? 'It never came to an end: most often an app or an update keeps it waiting.',
    fix: 'On the machine, finish updates, restart, remove what was installed last, then seal a fresh copy.',
  },
  'switched-off': {
    title: 'The copy was switched off from outside',
    why: () =>
      'Azure deallocated it before Windows said that it was sealed: an automatic shutdown, a policy, or a person.',
    fix: 'Keep automatic shutdown away from the resource group, then seal a fresh copy.',
  },
  sealed: {
    title: 'Sysprep did not fail',
    why: () => 'By these lines Windows is sealed, as it should be.',
    fix: 'If something else failed, look there: press “Refresh” on the card of the image.',
  },
  'cut-off': {
    title: 'The part that tells is missing',
    why: () => 'The log is cut off before the lines that name a cause.',
    fix: 'Send the whole of setuperr.log as a file, or seal a fresh copy to see it again.',
  },
  unknown: {
    title: 'The cause is not known',
    why: (subject) =>
      `Repave knows no cause that fits these lines${subject === '' ? '' : `; the part of Windows that failed is ${quote(subject, '')}`}.`,
    fix: 'Read setuperr.log, mend on the machine what it names, then seal again.',
  },
};

/** How far it came, by the state that Windows setup stands at. */
const HANGS: Readonly<Record<string, string>> = {
  IMAGE_STATE_COMPLETE: 'It never began: most often an app or an update kept it waiting.',
  IMAGE_STATE_UNDEPLOYABLE: 'It died in the middle, and this copy is of no more use.',
};

/** The doctor's words for a diagnosis; a new cause is named by its code. Plain text: escape it before it meets a card. */
export function wordDiagnosis({ code, subject, user }: Diagnosis): {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
} {
  const known = CAUSES[code];
  if (known) return { title: known.title, why: known.why(subject, user), fix: known.fix };
  const what = subject === '' ? '' : ` It concerns ${quote(subject, '')}.`;
  return {
    title: 'Sysprep stopped',
    why: `The log names a cause that has no words yet (${code}).${what}`,
    fix: 'Read setuperr.log, mend on the machine what it names, then seal again.',
  };
}

function quote(name: string, otherwise: string): string {
  return name === '' ? otherwise : `“${name}”`;
}
