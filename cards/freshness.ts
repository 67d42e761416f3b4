import type { FreshnessView } from '../src/domain/build/views.ts';
import { executeButton, submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { formatMoment } from './format.ts';
import { bindFrame } from './frame.ts';
import { nameImage, wordUse, wordWindows } from './image-row.ts';
import { textPart } from './parts.ts';
import { say } from './text/say.ts';

const ROWS = 20;

/** The weekly warning: images whose support ends soon or whose patches are old. */
export function bindFreshness({ rows, at }: FreshnessView, { zone }: { readonly zone: string }): JsonObject {
  const rest = rows.length - ROWS;
  return bindFrame({
    eyebrow: say('images.fresh-eyebrow'),
    title: say('images.fresh-title', { n: rows.length }),
    lead: say('images.fresh-lead'),
    parts: [
      ...rows.slice(0, ROWS).map(bindRow),
      ...(rest > 0 ? [textPart(say('images.fresh-more', { n: rest }))] : []),
    ],
    small: say('images.looked-at', { when: formatMoment(at, zone) }),
    actions: [
      submitButton(say('images.prepare'), 'command.say', { text: 'prepare image' }, { style: 'positive' }),
      executeButton(say('images.all'), 'images.show', {}),
    ],
  });
}

function bindRow({ image, why, days }: FreshnessView['rows'][number]): JsonObject {
  return {
    type: 'Container',
    style: why === 'support-ended' ? 'attention' : 'warning',
    spacing: 'Medium',
    items: [
      textPart(say(`images.fresh-${why}`, { name: nameImage(image), n: Math.abs(days) })),
      textPart(wordWindows(image), { spacing: 'None' }),
      textPart(wordUse(image), { spacing: 'None' }),
    ],
  };
}
