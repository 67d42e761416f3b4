import type { LeftoverRow, LeftoversView } from '../src/domain/build/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { showCard } from './buttons.ts';
import { escapeText, formatDay, formatMoment, formatNumber } from './format.ts';
import { bindFrame } from './frame.ts';
import { actionsPart, textPart } from './parts.ts';
import { findMessage, say } from './text/say.ts';

const ROWS = 20;

/** What failed or given-up builds left in Azure, and cost money: each with its reason and a button. */
export function bindLeftovers(view: LeftoversView, { zone }: { readonly zone: string }): JsonObject {
  const { items, takenAt } = view;
  const rest = items.length - ROWS;
  const more = rest > 0 ? [textPart(say('leftovers.more', { n: rest }))] : [];
  return bindFrame({
    eyebrow: say('leftovers.eyebrow'),
    title: items.length === 0 ? say('leftovers.none-title') : say('leftovers.title', { n: items.length }),
    lead: say(items.length === 0 ? 'leftovers.none-lead' : 'leftovers.lead'),
    parts: [...items.slice(0, ROWS).map((row) => bindRow(row, zone)), ...more],
    small: say('leftovers.small', { when: formatMoment(takenAt, zone) }),
    actions: [executeButton(say('leftovers.refresh'), 'leftovers.show', {})],
  });
}

function bindRow(row: LeftoverRow, zone: string): JsonObject {
  const { id, kind, name, resourceGroup, sizeGb, createdAt } = row;
  const details = [
    nameKind(kind),
    sizeGb === null ? '' : `${formatNumber(sizeGb)} GB`,
    say('leftovers.group', { group: escapeText(resourceGroup, 90) }),
    createdAt === null ? '' : say('leftovers.made-on', { day: formatDay(createdAt, zone) }),
  ];
  const remove = executeButton(say('leftovers.delete-go'), 'leftovers.delete', { id }, { style: 'destructive' });
  const ask = textPart(say('leftovers.delete-ask', { name: escapeText(name, 120) }));
  return {
    type: 'Container',
    separator: true,
    spacing: 'Medium',
    items: [
      textPart(`**${escapeText(name, 120)}**`),
      textPart(details.filter((part) => part !== '').join(', '), { spacing: 'None' }),
      textPart(wordBecause(row), { spacing: 'None', isSubtle: true }),
      actionsPart([showCard(say('leftovers.delete'), [ask], [remove])]),
    ],
  };
}

function nameKind(kind: string): string {
  const id = findMessage(`leftovers.kind-${kind}`);
  return id ? say(id) : escapeText(kind, 60);
}

function wordBecause({ because, buildTitle }: LeftoverRow): string {
  if (because === 'build-unknown') return say('leftovers.because-unknown');
  if (buildTitle === '') return say('leftovers.because-over');
  return say('leftovers.because-title-over', { title: escapeText(buildTitle, 120) });
}
