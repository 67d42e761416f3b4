import type { LedgerRow } from '../src/domain/ledger.ts';
import type { ManagerView, ReachView } from '../src/domain/view-reach.ts';
import type { JsonObject } from './actions.ts';
import { formatDay, formatMoment, formatSlot } from './format.ts';
import { bindNote } from './note.ts';
import { reasonWord } from './reach-words.ts';
import { say } from './text/say.ts';

/** Who of a rollout was told, who was not and why, and the one lever that fits. */
export function bindReach(view: ReachView, options: { readonly zone: string }): JsonObject {
  const { counts } = view;
  const told = counts.delivered + counts.acknowledged;
  const more = view.moreMissed > 0 ? [say('reach.more', { n: view.moreMissed })] : [];
  return bindNote({
    title: say('reach.title', { told, people: view.people }),
    lead: view.isMisconfigured ? say('reach.misconfigured') : leadOf(view),
    lines: wordCounts(view),
    more: {
      heading: say('reach.missed'),
      lines: [...view.missed.map((row) => wordMissed(row, options.zone)), ...more],
    },
    buttons: [
      ...(view.canRetry ? [{ title: say('reach.retry'), text: `reach retry #${view.rolloutId}`, isMain: true }] : []),
      { title: say('reach.status'), text: `status #${view.rolloutId}` },
    ],
  });
}

/** After somebody had those tried again who were not reached. `people` is how many there were. */
export function bindReachRetried(people: number, rolloutId: string | null): JsonObject {
  return bindNote({
    title: people > 0 ? say('reach.retried', { n: people }) : say('reach.nobody-missing'),
    lead: people > 0 ? say('reach.retried-lead') : say('reach.nobody-missing-lead'),
    buttons: [{ title: say('reach.show'), text: rolloutId === null ? 'reach' : `reach #${rolloutId}` }],
  });
}

function leadOf(view: ReachView): string {
  if (view.missed.length === 0) return say('reach.all-well', { rollout: view.title });
  return say('reach.lead', { n: view.missed.length + view.moreMissed, rollout: view.title });
}

function wordCounts({ counts, managersTold }: ReachView): readonly string[] {
  const lines = [
    say('reach.acknowledged', { n: counts.acknowledged }),
    say('reach.delivered', { n: counts.delivered }),
    say('reach.not-sent', { n: counts['not-sent'] }),
  ];
  return managersTold > 0 ? [...lines, say('reach.managers', { n: managersTold })] : lines;
}

function wordMissed(row: LedgerRow, zone: string): string {
  const who = say('reach.who', { person: row.personName, cloudPc: row.cloudPcName });
  const parts = [
    row.state === 'in-doubt' ? say('reach.in-doubt') : reasonWord(row.why),
    ...(row.since ? [say('reach.since', { at: formatMoment(row.since, zone) })] : []),
    ...(row.tries > 0 ? [say('reach.tries', { n: row.tries })] : []),
    ...(row.install ? installWord(row.install) : []),
    ...(row.manager ? [managerWord(row.manager)] : []),
  ];
  return `${who}: ${parts.join('; ')}`;
}

function installWord(install: Exclude<LedgerRow['install'], null>): readonly string[] {
  switch (install) {
    case 'installed':
    case 'already-there':
      return [say('reach.install-done')];
    case 'off':
      return [];
    case 'not-in-catalogue':
      return [say('reach.install-not-in-catalogue')];
    case 'forbidden':
      return [say('reach.install-forbidden')];
    case 'person-not-found':
    case 'refused':
      return [say('reach.install-refused')];
  }
}

function managerWord({ name, outcome }: Exclude<LedgerRow['manager'], null>): string {
  switch (outcome) {
    case 'delivered':
      return say('reach.manager-told', { name });
    case 'ordered':
      return say('reach.manager-ordered', { name });
    case 'unreachable':
    case 'in-doubt':
      return say('reach.manager-unreachable', { name });
    case 'no-manager':
    case 'unreadable':
      return say('reach.manager-unknown');
    case 'off':
      return say('reach.manager-off');
  }
}

/** To somebody's manager: whom to speak to, about what, and what to tell them. It asks for nothing to be pressed. */
export function bindManager(view: ManagerView): JsonObject {
  const { personName: person, zone } = view;
  if (view.state !== 'needed') {
    return bindNote({
      title: say(view.state === 'told' ? 'reach.mgr-told-title' : 'reach.mgr-over-title', { person }),
      lead: say(view.state === 'told' ? 'reach.mgr-told-lead' : 'reach.mgr-over-lead', { person }),
    });
  }
  return bindNote({
    title: say('reach.mgr-title', { person }),
    lead: say('reach.mgr-lead', { person }),
    lines: [
      say('reach.mgr-open', { person }),
      say('reach.mgr-save'),
      ...view.cloudPcs.map(({ name, slot }) => say('reach.mgr-date', { cloudPc: name, date: formatSlot(slot, zone) })),
      say('reach.mgr-safe', { person, day: formatDay(view.deadlineAt, zone) }),
      say('reach.mgr-ask', { requester: view.requesterName }),
    ],
  });
}
