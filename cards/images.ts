import type { ImageRow, ImagesView } from '../src/domain/build/views.ts';
import { executeButton, submitButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { countOf, escapeText, formatMoment, formatNumber } from './format.ts';
import { bindFrame } from './frame.ts';
import { nameImage, quoteNames, wordOrigin, wordStatus, wordUse, wordWindows } from './image-row.ts';
import { listLines } from './lists.ts';
import { actionsPart, shutPart, textPart } from './parts.ts';

/** As many as Windows 365 has places for; sources in Azure may be many. */
const ROWS = 20;
const SOURCES = 15;

/** What Windows 365 has, image by image, and what it could import. */
export function bindImages(view: ImagesView, { zone }: { readonly zone: string }): JsonObject {
  const { images, limit, takenAt } = view;
  const rest = images.length - ROWS;
  return bindFrame({
    eyebrow: 'Images',
    title: `${formatNumber(images.length)} of ${countOf(limit, 'place')} for images taken`,
    lead: wordRoom(images.length, limit),
    parts: [
      ...images.slice(0, ROWS).map(bindRow),
      ...(rest > 0 ? [textPart(`And ${formatNumber(rest)} more.`)] : []),
      ...bindSources(view),
    ],
    small: `Looked at on ${formatMoment(takenAt, zone)}.`,
    actions: [
      submitButton('Prepare image', 'command.say', { text: 'prepare image' }, { style: 'positive' }),
      executeButton('Refresh', 'images.show', {}),
    ],
  });
}

function wordRoom(used: number, limit: number): string {
  if (used >= limit) return 'Nothing more can be imported before one is deleted.';
  return used === 0 ? 'Windows 365 has no image of your own yet.' : '';
}

function bindRow(image: ImageRow): JsonObject {
  const { id, policies, wayBackFor } = image;
  const lines = [
    wordStatus(image),
    wordWindows(image),
    wordUse(image),
    wayBackFor.length === 0 ? '' : `The way back for ${quoteNames(wayBackFor)}`,
    wordOrigin(image),
  ];
  const remove = executeButton('Delete…', 'images.ask-delete', { imageId: id });
  const known = lines.filter((line) => line !== '');
  return {
    type: 'Container',
    separator: true,
    spacing: 'Medium',
    items: [
      textPart(`**${nameImage(image)}**`),
      textPart(listLines(known, { cap: known.length, word: (line) => line }), { spacing: 'None' }),
      ...(policies.length === 0 ? [actionsPart([remove])] : []),
    ],
  };
}

function bindSources({ sources }: ImagesView): readonly Json[] {
  const open = sources.filter(({ imported }) => !imported);
  if (open.length === 0) return [];
  const lines = listLines(open, {
    cap: SOURCES,
    word: ({ name, subscription, kind }) =>
      `${escapeText(name, 160)} (${kind === 'gallery' ? 'gallery' : 'managed image'} in ${escapeText(subscription, 80)})`,
  });
  const heading = `In Azure, not imported: ${formatNumber(open.length)}`;
  return shutPart('sources', heading, [textPart(lines)]);
}
