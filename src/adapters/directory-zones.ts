import { findIana } from 'windows-iana';
import { z } from 'zod';

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

/**
 * Zone and language of a mailbox. The mailbox names its zone the Windows way ("W. Europe Standard Time") or the IANA way;
 * what is neither, a custom zone for example, falls back to the zone of the working hours and then to the default.
 */
export function readMailboxSettings(body: unknown, defaults: { zone: string; locale: string }): ZoneAndLocale {
  const settings = mailboxSettings.safeParse(body).data;
  const zone = toIana(settings?.timeZone) ?? toIana(settings?.workingHours?.timeZone?.name);
  const locale = settings?.language?.locale ?? '';
  return {
    zone: zone ?? defaults.zone,
    zoneKnown: zone !== undefined,
    locale: isLocale(locale) ? locale : defaults.locale,
  };
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

function isLocale(locale: string): boolean {
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale);
}
