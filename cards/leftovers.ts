import type { LeftoverRow, LeftoversView } from '../src/domain/build/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { showCard } from './buttons.ts';
import { countOf, escapeText, formatDay, formatMoment, formatNumber } from './format.ts';
import { bindFrame } from './frame.ts';
import { actionsPart, textPart } from './parts.ts';

const ROWS = 20;

/** What failed or given-up builds left in Azure, and cost money: each with its reason and a button. */
export function bindLeftovers(view: LeftoversView, { zone }: { readonly zone: string }): JsonObject {
  const { items, takenAt } = view;
  const rest = items.length - ROWS;
  const more = rest > 0 ? [textPart(`And ${formatNumber(rest)} more: they follow when these are gone.`)] : [];
  return bindFrame({
    eyebrow: 'Leftovers of image preparation',
    title: items.length === 0 ? 'Nothing is left over' : `${countOf(items.length, 'thing')} left over in Azure`,
    lead:
      items.length === 0
        ? 'All that Repave made in Azure is in use or gone.'
        : 'Repave made these, and no running preparation needs them. They cost money until they are deleted.',
    parts: [...items.slice(0, ROWS).map((row) => bindRow(row, zone)), ...more],
    small: `Looked at on ${formatMoment(takenAt, zone)}. Only what carries Repave’s own tag is listed.`,
    actions: [executeButton('Refresh', 'leftovers.show', {})],
  });
}

function bindRow(row: LeftoverRow, zone: string): JsonObject {
  const { id, kind, name, resourceGroup, sizeGb, createdAt } = row;
  const details = [
    KINDS[kind] ?? escapeText(kind, 60),
    sizeGb === null ? '' : `${formatNumber(sizeGb)} GB`,
    `in ${escapeText(resourceGroup, 90)}`,
    createdAt === null ? '' : `made on ${formatDay(createdAt, zone)}`,
  ];
  const remove = executeButton('Delete it for good', 'leftovers.delete', { id }, { style: 'destructive' });
  const ask = textPart(`**${escapeText(name, 120)}** is deleted in Azure at once. This cannot be undone.`);
  return {
    type: 'Container',
    separator: true,
    spacing: 'Medium',
    items: [
      textPart(`**${escapeText(name, 120)}**`),
      textPart(details.filter((part) => part !== '').join(', '), { spacing: 'None' }),
      textPart(wordBecause(row), { spacing: 'None', isSubtle: true }),
      actionsPart([showCard('Delete…', [ask], [remove])]),
    ],
  };
}

const KINDS: Readonly<Record<string, string>> = {
  machine: 'Machine',
  disk: 'Disk',
  snapshot: 'Snapshot',
  image: 'Managed image',
  'gallery-version': 'Gallery version',
  nic: 'Network card',
  'public-ip': 'Public address',
};

function wordBecause({ because, buildTitle }: LeftoverRow): string {
  if (because === 'build-unknown') return 'Made by a preparation that Repave no longer knows';
  return buildTitle === '' ? 'Its preparation is over' : `The preparation of ${escapeText(buildTitle, 120)} is over`;
}
