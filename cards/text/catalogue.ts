import { DE } from './de/index.ts';
import { EN } from './en/index.ts';
import { ES } from './es/index.ts';
import { FR } from './fr/index.ts';
import { JA } from './ja/index.ts';
import type { Language } from './languages.ts';

/** Every message has an English text; the type check demands the same names of every other language. */
export type MessageId = keyof typeof EN;

type Texts = Readonly<Record<MessageId, string>>;

export const CATALOGUE: Readonly<Record<Language, Texts>> = { en: EN, de: DE, fr: FR, es: ES, ja: JA };
