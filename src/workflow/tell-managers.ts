import type { ManagerWord } from '../domain/reach.ts';
import { applyReach } from '../domain/reach-news.ts';
import type { ReachNews } from '../domain/reach-news.ts';
import { accept } from '../domain/refusal.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import { managerMessage } from './manager-word.ts';
import type { Directory, Managers } from './ports.ts';

export interface TellManagersDeps extends AdvanceDeps {
  readonly directory: Directory;
  readonly managers: Managers;
  readonly remindManagers: boolean;
}

/** Owes the managers of these people a reminder. At most one word about a person: about the Cloud PC whose date comes first. */
export async function tellManagers(
  deps: TellManagersDeps,
  rolloutId: string,
  targets: readonly Target[],
): Promise<void> {
  const later = targets.toSorted((a, b) => b.slot.startAt.localeCompare(a.slot.startAt));
  const first = [...new Map(later.map((target) => [target.planned.personId, target])).values()];
  const words = await findWords(deps, first);
  await advance(deps, rolloutId, async (before, now, tx) => {
    const news = new Map<string, ReachNews>(
      words.map(([target, word]) => [
        target.planned.cloudPcId,
        { tried: false, resend: false, manager: { ...word, at: now } },
      ]),
    );
    const owed = words.flatMap(([target, word]) =>
      word.outcome === 'ordered' ? [managerMessage(rolloutId, target, { ...word, at: now })] : [],
    );
    const keys = await tx.orderMessages(owed);
    await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
    return accept({ state: applyReach(before, news, now), events: [], value: null });
  });
}

type Words = readonly (readonly [Target, ManagerWord])[];

async function findWords(deps: TellManagersDeps, targets: readonly Target[]): Promise<Words> {
  const now = deps.clock.now();
  if (!deps.remindManagers) return targets.map((target) => [target, nobody(target, now, 'off')]);
  const found = await deps.managers.find(targets.map(({ planned }) => planned.personId));
  const words: [Target, ManagerWord][] = [];
  for (const target of targets) {
    const { personId } = target.planned;
    const manager = found.get(personId) ?? null;
    if (manager === 'unreadable') words.push([target, nobody(target, now, 'unreadable')]);
    else if (manager === null || manager.id === personId) words.push([target, nobody(target, now, 'no-manager')]);
    else {
      const [reader] = await deps.directory.readPeople([{ ...manager, upn: '', enabled: true }]);
      const { locale = '', zone = 'UTC' } = reader ?? {};
      const about = { ...nobody(target, now, 'ordered'), ...manager, locale, zone };
      words.push([target, about]);
    }
  }
  return words;
}

function nobody(target: Target, at: Instant, outcome: ManagerWord['outcome']): ManagerWord {
  return { at, slotStartAt: target.slot.startAt, id: null, name: '', locale: '', zone: 'UTC', outcome };
}
