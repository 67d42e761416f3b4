import { REPAVE } from '../domain/actor.ts';
import { listAppealsDue, noteReminded } from '../domain/appeal-reminders.ts';
import { accept } from '../domain/refusal.ts';
import { advance } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import type { Directory } from './ports.ts';
import { sendCards } from './rights-messages.ts';

/** Gives approvers the cards of unanswered requests once more before the date they are about; each request once. */
export async function remindOfAppeals(
  deps: AdvanceDeps & { readonly directory: Pick<Directory, 'listRole'> },
  rolloutId: string,
): Promise<void> {
  const approvers = await deps.directory.listRole('approver');
  await advance<null>(deps, rolloutId, async (state, now, tx) => {
    const due = listAppealsDue(state, now);
    const { id, hash: planHash, plan } = state.rollout;
    for (const { target, appeal } of due) {
      const { cloudPcId, personId } = target.planned;
      const outsiders = [personId, appeal.by.id, plan.requestedBy.id];
      const readers = approvers.filter((one) => !outsiders.includes(one.id)).map((one) => ({ personId: one.id }));
      const name = `appeal/${cloudPcId}/${appeal.no}/reminder`;
      const about = { cloudPcId, no: appeal.no };
      await sendCards(tx, { rolloutId: id, kind: 'appeal', name, about, now }, readers);
    }
    const events = due.map(({ target: { planned }, appeal: { no, kind } }) => {
      const facts = { cloudPcId: planned.cloudPcId, person: planned.upn, no, kind };
      return { at: now, actor: REPAVE, what: 'appeal-reminded', rolloutId: id, planHash, facts };
    });
    return accept({ state: due.length === 0 ? state : noteReminded(state, due, now), events, value: null });
  });
}
