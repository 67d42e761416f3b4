import { standingOf } from './evidence.ts';
import type { ProofTerms, Standing } from './evidence.ts';
import { DATA_ITEMS, proofModeOf } from './proof.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';
import type { DataScope } from './views-approval.ts';

/** Names on the list of those whose data is not safe; the rest is a number, and stands in the checklist. */
export const RED_NAMES = 10;

/** Worst first: of somebody with two Cloud PCs the worse one counts. */
const STATES: readonly Standing['state'][] = ['measured-bad', 'unknown', 'attested', 'waived', 'measured'];

/** Whose data is known to be safe, whose is known not to be, and of how many nothing is known; every person counts once. */
export function viewData(targets: readonly Target[], plan: ProofTerms, now: Instant): DataScope {
  const people = new Map<string, { readonly name: string; readonly worst: number }>();
  for (const target of targets) {
    const { personId, personName: name } = target.planned;
    const states = DATA_ITEMS.map((item) => STATES.indexOf(standingOf(target, item, plan, now).state));
    people.set(personId, { name, worst: Math.min(people.get(personId)?.worst ?? STATES.length, ...states) });
  }
  const all = [...people.values()];
  const those = (state: Standing['state']) => all.filter(({ worst }) => STATES[worst] === state);
  const red = those('measured-bad').map(({ name }) => name);
  const unknown = those('unknown').length;
  const safe = { count: all.length - red.length - unknown, of: all.length, byWord: those('attested').length };
  return {
    red: { count: red.length, names: red.slice(0, RED_NAMES) },
    unknown,
    ...(proofModeOf(plan.request) === 'attested' ? {} : { safe }),
  };
}
