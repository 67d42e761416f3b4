import { explainProblem } from '../cards/words.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { Problems } from './progress.ts';

/** The refusals of a whole request as sentences under their fields; what belongs to no field is left out. */
export function problemsOf(refusals: readonly Refusal[]): Problems {
  const fields = refusals.filter(({ code }) => code === 'bad-field');
  return Object.fromEntries(fields.map((refusal) => [String(refusal.facts['field']), explainProblem(refusal)]));
}
