import type { Judgement } from './rules.ts';

/** Longest evidence that is kept: it is shown in one line. */
const EVIDENCE_LENGTH = 120;

export function holds(evidence: string): Judgement {
  return { outcome: 'pass', evidence: evidence.slice(0, EVIDENCE_LENGTH) };
}

export function breaks(evidence: string): Judgement {
  return { outcome: 'fail', evidence: evidence.slice(0, EVIDENCE_LENGTH) };
}

export function unknown(evidence = ''): Judgement {
  return { outcome: 'unknown', evidence: evidence.slice(0, EVIDENCE_LENGTH) };
}

/** Holds when `isGood`; the text is the evidence either way. */
export function holdsIf(isGood: boolean, text: string): Judgement {
  return isGood ? holds(text) : breaks(text);
}

/** The value must be one of these; letter case counts, as Windows and Azure write such values in one way. */
export function mustBe(value: string | null, wanted: readonly string[]): Judgement {
  if (value === null) return unknown();
  return wanted.includes(value) ? holds(value) : breaks(value);
}

/** Something that must not be there. `found` and `absent` are the words for both. */
export function mustNot(value: boolean | null, found: string, absent: string): Judgement {
  if (value === null) return unknown();
  return value ? breaks(found) : holds(absent);
}

/** There must be none of these; `name` is their plural. */
export function mustBeNone(count: number | null, name: string): Judgement {
  if (count === null) return unknown();
  if (count === 0) return holds(`no ${name}`);
  return breaks(count === 1 ? `1 ${name.replace(/s$/, '')}` : `${count} ${name}`);
}
