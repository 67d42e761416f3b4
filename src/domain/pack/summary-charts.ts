import { mayCount } from '../app-owners.ts';
import { judgeProof } from '../proof.ts';
import type { Target } from '../target.ts';
import { drawShares } from './charts.ts';
import type { Markup } from './html.ts';

/** What the last word on each person's data was, as far as the records know: the strongest of all there is. */
export function drawProofs(targets: readonly Target[]): Markup {
  return shares(targets, basisOf, [
    ['reported safe by the Cloud PC', 'ready'],
    ['waived by a second person', 'doubt'],
    ['answered by the owner of an app', 'started'],
    ['said by the person', 'word'],
    ['reported not safe', 'bad'],
    ['nothing from the Cloud PC or its person', 'other'],
  ]);
}

type Basis =
  | 'reported safe by the Cloud PC'
  | 'waived by a second person'
  | 'answered by the owner of an app'
  | 'said by the person'
  | 'reported not safe'
  | 'nothing from the Cloud PC or its person';

function basisOf({ evidence, proof, appAnswers }: Target): Basis {
  if (evidence.some(({ state }) => state === 'waived')) return 'waived by a second person';
  if (appAnswers?.some((answer) => mayCount(answer, null))) return 'answered by the owner of an app';
  const verdict = proof?.report ? judgeProof(proof, proof.report.at).verdict : 'unknown';
  if (verdict === 'green') return 'reported safe by the Cloud PC';
  if (verdict === 'amber' || verdict === 'red') return 'reported not safe';
  const isSaid = evidence.some(({ state }) => state === 'attested');
  return isSaid ? 'said by the person' : 'nothing from the Cloud PC or its person';
}

export function drawTold(targets: readonly Target[]): Markup {
  return shares(targets, toldOf, [
    ['told', 'ready'],
    ['not reached', 'bad'],
    ['not told', 'other'],
  ]);
}

function toldOf({ told, unreachable }: Target): 'told' | 'not reached' | 'not told' {
  if (told) return 'told';
  return unreachable ? 'not reached' : 'not told';
}

function shares<T extends string>(
  targets: readonly Target[],
  nameOf: (target: Target) => T,
  looks: readonly (readonly [label: T, look: string])[],
): Markup {
  const groups = Map.groupBy(targets, nameOf);
  return drawShares(looks.map(([label, look]) => ({ label, count: groups.get(label)?.length ?? 0, look })));
}
