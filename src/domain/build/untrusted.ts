/**
 * Guards for values that come out of a machine. Each answers null for what it does not accept: a value of the wrong kind is as good as
 * none. Texts are capped and lose control characters; lists are capped.
 */
export function asText(value: unknown, mostCharacters: number): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').trim();
  return text.slice(0, mostCharacters);
}

export function asFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** A whole number from 0 to `most`. */
export function asCount(value: unknown, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : null;
}

export function asList(value: unknown, mostItems: number): readonly unknown[] | null {
  return Array.isArray(value) ? value.slice(0, mostItems) : null;
}

/**
 * Full name of an AppX package, such as `Contoso.Notes_1.2.0.0_x64__8wekyb3d8bbwe`. Only such names ever reach a command: nothing in
 * them can end a quotation or begin another command.
 */
export function isPackageName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._~-]{2,190}$/.test(name) && name.includes('_');
}
