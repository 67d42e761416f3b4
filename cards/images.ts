import type { ImageRow, ImagesView } from '../src/domain/build/views.ts';
import { executeButton, submitButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { escapeText, formatMoment } from './format.ts';
import { bindFrame } from './frame.ts';
import { nameImage, quoteNames, wordOrigin, wordStatus, wordUse, wordWindows } from './image-row.ts';
import { listLines } from './lists.ts';
import { actionsPart, shutPart, textPart } from './parts.ts';
import { say } from './text/say.ts';

/** As many as Windows 365 has places for; sources in Azure may be many. */
const ROWS = 20;
const SOURCES = 15;

/** What Windows 365 has, image by image, and what it could import. */
export function bindImages(view: ImagesView, { zone }: { readonly zone: string }): JsonObject {
  const { images, limit, takenAt } = view;
  const rest = images.length - ROWS;
  return bindFrame({
    eyebrow: say('images.eyebrow'),
    title: say('images.places', { used: images.length, limit }),
    lead: wordRoom(images.length, limit),
    parts: [
      ...images.slice(0, ROWS).map(bindRow),
      ...(rest > 0 ? [textPart(say('images.more', { n: rest }))] : []),
      ...bindSources(view),
    ],
    small: say('images.looked-at', { when: formatMoment(takenAt, zone) }),
    actions: [
      submitButton(say('images.prepare'), 'command.say', { text: 'prepare image' }, { style: 'positive' }),
      executeButton(say('images.refresh'), 'images.show', {}),
    ],
  });
}

function wordRoom(used: number, limit: number): string {
  if (used >= limit) return say('images.full');
  return used === 0 ? say('images.none-yet') : '';
}

function bindRow(image: ImageRow): JsonObject {
  const { id, policies, wayBackFor } = image;
  const lines = [
    wordStatus(image),
    wordWindows(image),
    wordUse(image),
    wayBackFor.length === 0 ? '' : say('images.way-back', { names: quoteNames(wayBackFor) }),
    wordOrigin(image),
  ];
  const remove = executeButton(say('images.delete'), 'images.ask-delete', { imageId: id });
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
      say(`images.source-${kind}`, { name: escapeText(name, 160), subscription: escapeText(subscription, 80) }),
  });
  const heading = say('images.not-imported', { n: open.length });
  return shutPart('sources', heading, [textPart(lines)]);
}
