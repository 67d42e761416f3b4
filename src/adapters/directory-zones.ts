import { findIana } from 'windows-iana';
import { z } from 'zod';
import { isLocale } from './directory-language.ts';

export interface ZoneAndLocale {
  readonly zone: string;
  readonly zoneKnown: boolean;
  readonly locale: string;
}

const mailboxSettings = z.object({
  timeZone: z.string().nullish(),
  language: z.object({ locale: z.string().nullish() }).nullish(),
  workingHours: z.object({ timeZone: z.object({ name: z.string().nullish() }).nullish() }).nullish(),
});

/** What a mailbox itself says; undefined where it says nothing that can be used. */
export interface MailboxWord {
  readonly zone: string | undefined;
  readonly locale: string | undefined;
}

/**
 * Zone and language of a mailbox. The mailbox names its zone the Windows way ("W. Europe Standard Time") or the IANA way;
 * what is neither, a custom zone for example, falls back to the zone of the working hours.
 */
export function readMailboxWord(body: unknown): MailboxWord {
  const settings = mailboxSettings.safeParse(body).data;
  const zone = toIana(settings?.timeZone) ?? toIana(settings?.workingHours?.timeZone?.name);
  const locale = settings?.language?.locale ?? '';
  return { zone, locale: isLocale(locale) ? locale : undefined };
}

/** The IANA name of a zone given in either manner; undefined when it is neither. */
export function toIana(name: string | null | undefined): string | undefined {
  if (name === null || name === undefined || name === '') return undefined;
  const [iana] = findIana(name);
  if (iana !== undefined) return iana;
  return isIana(name) ? name : undefined;
}

/** Offsets such as "+02:00" are refused although the runtime takes them: they know no daylight saving. */
function isIana(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
