import type { AppCardAnswer } from '../app-owners.ts';
import type { Hold, Rollout } from '../rollout.ts';
import type { Target } from '../target.ts';
import { isOwnersStop } from '../stop-line.ts';
import type { PackSource } from './source.ts';

export type Fact = readonly [name: string, value: string];

/** Who asked, who answered, and who ended it or keeps it waiting. */
export function decisions({ state }: PackSource): readonly Fact[] {
  const { plan, submittedAt, approval, aborted, hold } = state.rollout;
  const { requestedBy, request } = plan;
  return [
    ['Asked for by', `${requestedBy.name}, ${time(submittedAt ?? plan.madeAt)}: ${request.reason}`],
    ...(request.expedite ? [['Expedited', request.expedite.why] as const] : []),
    ...answers(state.rollout),
    ...(approval ? [['Answered to', `plan ${approval.hash}`] as const] : []),
    ...goLive(state.rollout),
    ...(aborted ? [['Ended by', `${aborted.by.name}, ${time(aborted.at)}: ${aborted.reason}`] as const] : []),
    ...(hold ? [['On hold', `since ${time(hold.since)} (${hold.kind}): ${wordReason(hold)}`] as const] : []),
  ];
}

/** What owners wrote stays out of packs. */
const OWN_WORDS = 'the owner of a Cloud PC gave a reason, which is not shown';

function wordReason(hold: Hold): string {
  return isOwnersStop(hold) ? OWN_WORDS : hold.reason;
}

function answers({ approval, votes }: Rollout): readonly Fact[] {
  const given = votes && votes.length > 0 ? votes : approval ? [approval] : [];
  if (given.length === 0) return [['Answered by', 'nobody']];
  return given.map(({ by, decision, at, comment }) => [
    'Answered by',
    `${by.name}: ${decision}, ${time(at)}. ${comment}`,
  ]);
}

function goLive({ goLive: asked, review }: Rollout): readonly Fact[] {
  const vote = asked?.vote;
  return [
    ...(vote ? [['Switch of the policies', `${vote.by.name}: ${vote.decision}, ${time(vote.at)}`] as const] : []),
    ...(review ? [['Looked back at by', `${review.by.name}, ${time(review.at)}: ${review.text}`] as const] : []),
  ];
}

/** What people decided in place of a rule. */
export function overrides({ state }: PackSource): readonly Fact[] {
  const { rollout, targets } = state;
  const ticks = rollout.plan.ticks.map(
    (tick): Fact => [`Ticked for everybody: ${tick.item}`, `${tick.byName}, ${time(tick.at)}: ${tick.reason}`],
  );
  const promotions = rollout.verdicts.flatMap(({ wave, promotedBy }): Fact[] =>
    promotedBy ? [[`Wave ${wave + 1} promoted`, promotedBy.name]] : [],
  );
  const retries = targets.reduce((sum, target) => sum + target.retries.length, 0);
  const all = [
    ...ticks,
    ...targets.flatMap(waivers),
    ...(rollout.appCards ?? []).flatMap(appAnswer),
    ...targets.flatMap(requests),
    ...(rollout.stops ?? []).map(stop),
    ...promotions,
    ...(retries > 0 ? [['Retries ordered', String(retries)] as const] : []),
  ];
  return all.length > 0 ? all : [['Nothing', 'every rule stood as it was']];
}

function waivers({ planned, evidence }: Target): readonly Fact[] {
  return evidence
    .filter((piece) => piece.state === 'waived')
    .map((piece): Fact => {
      const said = `${planned.cloudPcName}, by ${piece.byName}, ${time(piece.at)}: ${piece.reason}`;
      return [`Waived: ${piece.item}`, said];
    });
}

function appAnswer({ pattern, answer }: NonNullable<Rollout['appCards']>[number]): readonly Fact[] {
  if (!answer) return [];
  const { by, at, reason, cloudPcs } = answer;
  return [
    [
      `App files ${pattern}: ${answer.answer}`,
      `${by.name}, ${time(at)}, for Cloud PCs: ${cloudPcs}${secondWord(answer)}. ${reason}`,
    ],
  ];
}

function secondWord({ second, disagreed }: AppCardAnswer): string {
  switch (second) {
    case 'not-needed':
      return '';
    case 'needed':
      return ', not agreed to';
    case 'given':
      return ', agreed to by a second person';
    case 'refused':
      return `, refused by ${disagreed?.by.name ?? 'a second person'}: ${disagreed?.reason ?? ''}`;
  }
}

function requests({ planned, appeals }: Target): readonly Fact[] {
  return (appeals ?? []).flatMap(({ kind, answer }): Fact[] =>
    answer
      ? [
          [
            `Asked: ${kind}`,
            `${planned.cloudPcName}, ${answer.decision} by ${answer.by.name}, ${time(answer.at)}: ${answer.reason}`,
          ],
        ]
      : [],
  );
}

function stop({ by, as, at, reason, ended }: NonNullable<Rollout['stops']>[number]): Fact {
  const end = ended ? `; ended by ${ended.askedBy.name} and ${ended.by.name}, ${time(ended.at)}` : '; not ended';
  return ['Line stopped', `${by.name}, ${time(at)}: ${as === 'owner' ? OWN_WORDS : reason}${end}`];
}

export function time(at: string): string {
  return at === '' ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
