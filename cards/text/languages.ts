/** Languages in which Repave speaks; the first is what everybody else gets. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language for a locale of Teams or the directory ("de-AT", "ja-jp", ''), English where Repave does not speak it. */
export function languageOf(locale: string): Language {
  const spoken = locale.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === spoken) ?? LANGUAGES[0];
}

/** How each language writes numbers, dates and lists. */
export const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  ja: 'ja-JP',
};
