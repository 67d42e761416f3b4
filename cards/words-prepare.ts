import { findMessage, say } from './text/say.ts';
import type { Facts } from './words-refusals.ts';

/** What a field of `prepare image` is called; undefined for any other field. */
export function namePrepareField(field: string): string | undefined {
  const id = findMessage(`prepare-fields.${field}`);
  return id ? say(id) : undefined;
}

/** What is wrong with an answer to `prepare image`, and how to write it; undefined for a problem of other questions. */
export function wordPrepareProblem(problem: string, facts: Facts): string | undefined {
  const id = findMessage(`prepare-problems.${problem}`);
  return id ? say(id, { said: said(facts) }) : undefined;
}

function said(facts: Facts): string {
  const text = String(facts['text'] ?? '');
  return text === '' ? say('prepare-problems.this') : say('prepare-problems.quoted', { text });
}
