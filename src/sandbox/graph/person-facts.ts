import type { SandboxPerson } from '../directory.ts';
import type { Tenant } from '../tenant.ts';
import { formatInstant, type Entity } from './shape.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  de: 'German',
  en: 'English',
  es: 'Spanish',
  hi: 'Hindi',
  it: 'Italian',
  ja: 'Japanese',
  nl: 'Dutch',
  sv: 'Swedish',
};

export function describeMailbox({ timeZone, locale }: SandboxPerson): Entity {
  return {
    '@odata.type': '#microsoft.graph.mailboxSettings',
    timeZone,
    language: { locale, displayName: LANGUAGES[locale.slice(0, 2)] ?? locale },
    dateFormat: 'yyyy-MM-dd',
    timeFormat: 'HH:mm',
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '09:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: timeZone },
    },
  };
}

/** Somebody who is signed in to a Cloud PC is there; what a story says they are doing comes first. */
export function describePresence({ id }: SandboxPerson, { owners, presences }: Tenant): Entity {
  const state = owners.cloudPcsOf(id).some(({ signedIn }) => signedIn) ? 'Available' : 'Offline';
  const activity = presences.get(id);
  const availability = activity === undefined ? state : activity === 'Presenting' ? 'DoNotDisturb' : 'Busy';
  return { '@odata.type': '#microsoft.graph.presence', id, availability, activity: activity ?? state };
}

const GIGABYTE = 1024 ** 3;

/** Everybody has a OneDrive; it says nothing about files that never reached it. */
export function describeDrive({ id, upn, name }: SandboxPerson, now: number): Entity {
  const used = (Number.parseInt(id.slice(-4), 16) % 200) * GIGABYTE;
  const total = 1024 * GIGABYTE;
  return {
    '@odata.type': '#microsoft.graph.drive',
    id: `b!${id.replaceAll('-', '')}`,
    name: 'OneDrive',
    driveType: 'business',
    lastModifiedDateTime: formatInstant(now - 86_400_000),
    webUrl: `https://contoso-my.sharepoint.example/personal/${upn.replace(/[^a-z0-9]/g, '_')}/Documents`,
    owner: { user: { id, displayName: name } },
    quota: { total, used, remaining: total - used, deleted: 0, state: 'normal' },
  };
}
