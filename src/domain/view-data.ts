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

/** Whose data is known to be safe, whose is known not to be, who only says so, and of how many nothing is known; every person counts once. */
export function viewData(targets: readonly Target[], plan: ProofTerms, now: Instant): DataScope {
  const people = new Map<string, Person>();
  for (const target of targets) {
    const { personId, personName: name } = target.planned;
    const standings = DATA_ITEMS.map((item) => standingOf(target, item, plan, now));
    const known = people.get(personId);
    const worst = Math.min(known?.worst ?? STATES.length, ...standings.map(({ state }) => STATES.indexOf(state)));
    const ticked = (known?.ticked ?? false) || standings.some((standing) => standing.ticked);
    people.set(personId, { name, worst, ticked });
  }
  return countPeople([...people.values()], proofModeOf(plan.request) !== 'attested');
}

interface Person {
  readonly name: string;
  readonly worst: number;
  /** Something of theirs rests on a tick for everybody. */
  readonly ticked: boolean;
}

function countPeople(all: readonly Person[], isMeasured: boolean): DataScope {
  const those = (state: Standing['state']) => all.filter(({ worst }) => STATES[worst] === state);
  const red = those('measured-bad').map(({ name }) => name);
  const unknown = those('unknown').length;
  const byWord = those('attested');
  const waived = those('waived').length;
  const ticked = byWord.filter((person) => person.ticked).length;
  const count = all.length - red.length - unknown - byWord.length;
  return {
    red: { count: red.length, names: red.slice(0, RED_NAMES) },
    unknown,
    ...(isMeasured
      ? { safe: { count, of: all.length, byWord: byWord.length, waived } }
      : { said: { own: byWord.length - ticked, ticked, waived } }),
  };
}
