import { z } from 'zod';

const user = z.object({ preferredLanguage: z.string().nullish(), usageLocation: z.string().nullish() });

/**
 * The language of somebody's directory entry: `preferredLanguage` ("de" or "de-CH"), with the country of `usageLocation` where it names
 * none. Undefined when the entry does not say.
 */
export function readPreferredLanguage(body: unknown): string | undefined {
  const { preferredLanguage, usageLocation } = user.safeParse(body).data ?? {};
  if (!preferredLanguage || !isLocale(preferredLanguage)) return undefined;
  const isCountry = /^[A-Za-z]{2}$/.test(usageLocation ?? '');
  return preferredLanguage.includes('-') || !isCountry
    ? preferredLanguage
    : `${preferredLanguage}-${(usageLocation ?? '').toUpperCase()}`;
}

/** A language tag as mailboxes and the directory write it (BCP 47). */
export function isLocale(locale: string): boolean {
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale);
}
