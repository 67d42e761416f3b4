import { findBrokenEntry } from '../domain/audit.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Town } from './town.ts';

/** What the tenant's own log, and the chats of its people, say about the promise. Repave's records only say what was planned. */
export async function listBrokenPromises(town: Town, rolloutId: string): Promise<readonly string[]> {
  const state = await town.app.store.readRollout(rolloutId);
  if (!state) return ['there is no rollout'];
  const { wipes } = town.tenant;
  const broken: string[] = [];
  if (wipes.length === 0) broken.push('nothing was reprovisioned at all');
  for (const wipe of wipes) broken.push(...judgeWipe(town, state, wipe));
  const concurrency = state.rollout.plan.request.waves.concurrency;
  if (wipes.some((wipe) => wipe.runningOthers >= concurrency)) broken.push(`W8: more than ${concurrency} at once`);
  const chain = findBrokenEntry(await town.app.store.readAudit(null));
  if (chain !== null) broken.push(`W12: the audit chain breaks at entry ${chain}`);
  for (const unknown of town.servers.exchanges.unknown())
    broken.push(`a call that the tenant does not know: ${unknown.method} ${unknown.url}`);
  return broken;
}

type Wipe = Town['tenant']['wipes'][number];

function judgeWipe(town: Town, state: RolloutState, wipe: Wipe): readonly string[] {
  const { plan, approval } = state.rollout;
  const planned = plan.targets.find((target) => target.cloudPcId === wipe.cloudPcId);
  const about = `${wipe.cloudPcName} of ${wipe.upn ?? 'nobody'}`;
  if (!planned) return [`W1: ${about} was wiped and is in no plan`];
  const wipedAt = wipe.at;
  const told = firstNotice(town, planned.personId, planned.cloudPcName);
  const rules: readonly (readonly [boolean, string])[] = [
    [approval?.decision === 'approved' && Date.parse(approval.at) < wipedAt, 'W1: before any approval'],
    [approval?.by.id !== plan.requestedBy.id, 'W1: the requester approved'],
    [told !== undefined && wipedAt - told >= plan.request.leadMinutes * 60_000, 'W3: not told in time'],
    [wipe.wipesOfThisCloudPcBefore === 0, 'W5: wiped twice'],
    [wipe.policyImageId === plan.image.id, 'W9: the policy named another image'],
    [wipe.personId === planned.personId, 'W9: it belonged to somebody else'],
    [
      ['provisioned', 'provisionedWithWarnings', 'failed'].includes(wipe.statusBefore),
      'W10: its status did not allow it',
    ],
  ];
  return rules.filter(([kept]) => !kept).map(([, rule]) => `${rule}: ${about}`);
}

/** When the person's chat first held a card that names this Cloud PC, by the tenant's clock; later edits do not count. */
function firstNotice(town: Town, personId: string, cloudPcName: string): number | undefined {
  const firsts = town.servers.teams.chats
    .of(personId)
    .flatMap((chat) => chat.messages.flatMap((message) => (message.lost ? [] : (message.revisions[0] ?? []))));
  return firsts.find((revision) => JSON.stringify(revision.card ?? {}).includes(cloudPcName))?.at;
}
