import type { FreshnessView } from '../src/domain/build/views.ts';
import { executeButton, submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { countOf, formatMoment, formatNumber } from './format.ts';
import { bindFrame } from './frame.ts';
import { nameImage, wordUse, wordWindows } from './image-row.ts';
import { textPart } from './parts.ts';

const ROWS = 20;

/** The weekly warning: images whose support ends soon or whose patches are old. */
export function bindFreshness({ rows, at }: FreshnessView, { zone }: { readonly zone: string }): JsonObject {
  const rest = rows.length - ROWS;
  return bindFrame({
    eyebrow: 'Images, once a week',
    title: `${countOf(rows.length, 'image')} should be renewed`,
    lead: 'New and rebuilt Cloud PCs get these images as they are. Prepare the next one in time.',
    parts: [
      ...rows.slice(0, ROWS).map(bindRow),
      ...(rest > 0 ? [textPart(`And ${formatNumber(rest)} more: type “images” to see all.`)] : []),
    ],
    small: `Looked at on ${formatMoment(at, zone)}.`,
    actions: [
      submitButton('Prepare image', 'command.say', { text: 'prepare image' }, { style: 'positive' }),
      executeButton('All images', 'images.show', {}),
    ],
  });
}

function bindRow({ image, why, days }: FreshnessView['rows'][number]): JsonObject {
  const { symbol, style, word } = REASONS[why];
  return {
    type: 'Container',
    style,
    spacing: 'Medium',
    items: [
      textPart(`**${symbol} ${nameImage(image)}**: ${word(countOf(Math.abs(days), 'day'))}`),
      textPart(wordWindows(image), { spacing: 'None' }),
      textPart(wordUse(image), { spacing: 'None' }),
    ],
  };
}

const REASONS = {
  'support-ended': { symbol: '✕', style: 'attention', word: (days: string) => `out of support for ${days}` },
  'support-ends': { symbol: '!', style: 'warning', word: (days: string) => `support ends in ${days}` },
  'patches-old': { symbol: '!', style: 'warning', word: (days: string) => `its patches are ${days} old` },
} as const satisfies Readonly<Record<FreshnessView['rows'][number]['why'], object>>;
