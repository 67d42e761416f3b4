import { REPAVE } from '../domain/actor.ts';
import { noteManagerWord } from '../domain/reach.ts';
import type { ManagerWord } from '../domain/reach.ts';
import { accept } from '../domain/refusal.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { advanceTarget } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import type { Delivery } from './ports.ts';
import type { Message, NewMessage } from './ports-store.ts';

/** The reminder to a manager: one about a person and a date, whatever else of theirs is owed. */
export function managerMessage(rolloutId: string, target: Target, word: ManagerWord): NewMessage {
  const { cloudPcId } = target.planned;
  return {
    key: `${rolloutId}/manager/${cloudPcId}/${word.slotStartAt}`,
    rolloutId,
    kind: 'manager',
    cloudPcId,
    slotRevision: target.slotRevision,
    personId: word.id,
    chatId: null,
    orderedAt: word.at,
  };
}

/** Whether the manager has it. It says nothing about the owner: they are told only by a notice of their own. */
export async function noteManager(deps: AdvanceDeps, message: Message, delivery: Delivery): Promise<void> {
  const { rolloutId, cloudPcId } = message;
  if (cloudPcId === null) return;
  const slotStartAt: Instant = message.key.slice(message.key.lastIndexOf('/') + 1);
  const outcome = message.state === 'in-doubt' ? 'in-doubt' : delivery.outcome;
  await advanceTarget(deps, { rolloutId, cloudPcId }, ({ rollout, target }, now) => {
    const facts = {
      cloudPcId,
      person: target.planned.upn,
      date: slotStartAt,
      manager: target.reach?.manager?.name ?? '',
      reason: delivery.outcome === 'unreachable' ? delivery.reason : '',
    };
    const what = outcome === 'delivered' ? 'manager-told' : 'manager-not-reached';
    return accept({
      target: noteManagerWord(target, slotStartAt, outcome),
      events: [{ at: now, actor: REPAVE, what, rolloutId, planHash: rollout.hash, facts }],
      value: null,
    });
  });
}
