import { formatMinutes, formatNumber } from './format.ts';
import { findMessage, say } from './text/say.ts';
import { namePrepareField, wordPrepareProblem } from './words-prepare.ts';
import type { Facts } from './words-refusals.ts';

/** What a field is called, in questions and in complaints alike; its id when nobody named it. */
export function nameField(field: string): string {
  const known = findMessage(`field.${field}`);
  return namePrepareField(field) ?? (known ? say(known) : field);
}

/** What is wrong with an answer and how to write it. An unknown problem is shown as it stands. */
export function wordProblem(problem: string, facts: Facts): string {
  const known = findMessage(`problem.${problem}`);
  const word = wordPrepareProblem(problem, facts) ?? (known && say(known, valuesOf(facts)));
  if (word !== undefined) return word;
  return problem === '' ? say('problem.again') : `${problem}. ${say('problem.again')}`;
}

/** What any of the problems may need to be said. */
function valuesOf(facts: Facts): Readonly<Record<string, string>> {
  return {
    said: quote(facts),
    max: number(facts['max']),
    range: range(facts),
    line: String(facts['line'] ?? '?'),
    days: number(facts['days']),
    lead: String(facts['lead'] ?? ''),
  };
}

function quote(facts: Facts): string {
  const text = String(facts['text'] ?? '');
  return text === '' ? say('problem.this') : say('problem.quoted', { text });
}

function range(facts: Facts): string {
  const { min, max, minMinutes, maxMinutes } = facts;
  if (min !== undefined && max !== undefined) return between(number(min), number(max));
  if (minMinutes === undefined || maxMinutes === undefined) return '';
  return between(formatMinutes(Number(minMinutes)), formatMinutes(Number(maxMinutes)));
}

function between(from: string, to: string): string {
  return ` ${say('problem.between', { from, to })}`;
}

function number(value: Facts[string] | undefined): string {
  return typeof value === 'number' ? formatNumber(value) : String(value ?? '');
}
