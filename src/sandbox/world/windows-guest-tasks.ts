import type { GuestOutcome, GuestRun, WindowsGuest } from './windows-guest-state.ts';

const LISTED_PACKAGES = 12;
const LISTED_AGENTS = 5;

/** What the inspection prints: one line of JSON between markers. What cannot be read is named and left null. */
export function inspectGuest(guest: WindowsGuest, { random }: GuestRun): GuestOutcome {
  const found: Record<string, unknown> = {
    v: 1,
    computer: guest.computerName,
    edition: guest.edition,
    build: guest.build,
    version: guest.version,
    appx: guest.userPackages.slice(0, LISTED_PACKAGES).map(({ fullName, user }) => [fullName, user]),
    appxFound: guest.userPackages.length,
    bitlocker: `${guest.bitlocker.status}/${guest.bitlocker.percent}`,
    reboot: guest.pendingReboot,
    reserved: guest.reservedStorage,
    recovery: guest.recovery.map(({ disk, partition, sizeMb }) => [disk, partition, sizeMb]),
    ad: guest.adJoined,
    entra: guest.entraJoined,
    mdm: guest.enrolments,
    fslogix: guest.fslogix,
    avd: guest.avdAgents.slice(0, LISTED_AGENTS),
    startApps: guest.startMenuApps,
    disks: guest.disks,
    diskGb: guest.diskGb,
    imageState: guest.imageState,
    cdrom: guest.cdromStart,
    defender: guest.defenderOnboarded,
  };
  for (const name of guest.unreadable) found[name] = null;
  return succeed(random.int(18, 55), wrap('inspect', JSON.stringify({ ...found, unread: guest.unreadable })));
}

/** Removes packages by full name, wherever they are; one that is not there fails alone. */
export function removePackages(guest: WindowsGuest, { parameters, random }: GuestRun): GuestOutcome {
  const wanted = (parameters['packages'] ?? '').split(';').filter((name) => name.trim() !== '');
  const isThere = (name: string) => guest.userPackages.some(({ fullName }) => sameName(fullName, name));
  const removed = wanted.filter(isThere);
  const failed = wanted.filter((name) => !isThere(name)).map((name) => [name, 'no account has this package']);
  return {
    ...succeed(random.int(20, 60), wrap('removed', JSON.stringify({ v: 1, removed, failed }))),
    effect: (windows) => {
      windows.userPackages = windows.userPackages.filter(
        ({ fullName }) => !removed.some((name) => sameName(fullName, name)),
      );
    },
  };
}

export function removeRecovery(guest: WindowsGuest, { random }: GuestRun): GuestOutcome {
  const removed = guest.recovery.map(({ disk, partition }) => `disk ${disk} partition ${partition}`);
  return {
    ...succeed(random.int(25, 70), wrap('removed', JSON.stringify({ v: 1, removed, failed: [] }))),
    effect: (windows) => {
      windows.recovery = [];
    },
  };
}

export function readLogs(guest: WindowsGuest, { random }: GuestRun): GuestOutcome {
  const { errors, activity } = guest.sysprepLogs;
  const lines = [
    `ImageState: ${guest.imageState}`,
    '== setuperr.log',
    ...errors.slice(-12),
    '== setupact.log',
    ...activity.slice(-12),
  ];
  return succeed(random.int(18, 40), wrap('logs', lines.join('\n')));
}

/** Windows asks for 8 characters or more of three kinds; the password itself is looked at and forgotten. */
export function setPassword(_guest: WindowsGuest, { parameters, secrets, random }: GuestRun): GuestOutcome {
  const user = parameters['user'] ?? '';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];
  const password = secrets['password'] ?? '';
  const isGood = password.length >= 8 && kinds.filter((kind) => kind.test(password)).length >= 3;
  if (user === '' || !isGood) {
    const error = 'the password does not meet the rules of this machine';
    return { seconds: random.int(18, 30), exitCode: 1, output: '', error };
  }
  return {
    ...succeed(random.int(18, 30), 'password set\n'),
    effect: (windows) => void windows.passwordsSetFor.push(user),
  };
}

function succeed(seconds: number, output: string): GuestOutcome {
  return { seconds, exitCode: 0, output, error: '' };
}

function wrap(name: string, text: string): string {
  return `<<repave:${name}:1\n${text}\nrepave:${name}:1>>\n`;
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.trim().toLowerCase();
}
