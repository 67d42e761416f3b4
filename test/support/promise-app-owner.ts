import { isBefore } from './promise-facts.ts';
import type { WipeCase } from './promise-facts.ts';
import type { Act } from './story-acts.ts';

/**
 * Whether nothing but files of apps was lost, and for each of them the person whom an admin had named said before the wipe that it is no
 * loss; the requester's own word only with an approver's. All of it by what people typed and clicked, and what was on the Cloud PC.
 */
export function isAnsweredByAppOwner(one: WipeCase): boolean {
  const { wipe, story, rolloutId, index, approval } = one;
  const files = wipe.onlyAppFiles ?? [];
  if (wipe.onlyAppFiles === null || files.length === 0) return false;
  const before = story.acts.filter((act) => isBefore(act, index));
  const requester = before.findLast(
    (act) => act.verb === 'plan.submit' && act.data['hash'] === approval?.data['hash'],
  )?.personId;
  return files.every((path) => {
    const pattern = `*.${path.split('.').at(-1) ?? ''}`;
    const owner = ownerOf(before, pattern, story);
    const said = before.filter((act) => /^app\./.test(act.verb) && act.data['rolloutId'] === rolloutId);
    const noLoss = said.filter(({ personId, verb }) => personId === owner && NO_LOSS.includes(verb));
    return noLoss.some(({ data }) => owner !== requester || isAgreed(onCard(said, data['card']), requester));
  });
}

const onCard = (said: readonly Act[], card: unknown) => said.filter(({ data }) => data['card'] === card);

const NO_LOSS = ['app.ignore', 'app.deactivated'];

/** Of the acts on one card: the first approver who spoke said yes. */
function isAgreed(said: readonly Act[], requester: string | undefined): boolean {
  const first = said.find(
    ({ verb, isApprover, personId }) => SECOND.includes(verb) && isApprover && personId !== requester,
  );
  return first?.verb === 'app.agree';
}

const SECOND = ['app.agree', 'app.disagree'];

function ownerOf(before: readonly Act[], pattern: string, { town }: WipeCase['story']): string | undefined {
  const named = before.findLast(({ text, isAdmin }) => isAdmin && text.startsWith(`app owner ${pattern} =`));
  const upn = named?.text.split('=').at(-1)?.trim().toLowerCase();
  return town.tenant.directory.byUpn(upn ?? '')?.id;
}
