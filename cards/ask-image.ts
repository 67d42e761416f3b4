import type { Refusal } from '../src/domain/refusal.ts';
import type { DeviceImage } from '../src/domain/world.ts';
import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { choiceField } from './fields.ts';
import { escapeText } from './format.ts';
import { listLines } from './lists.ts';
import { say } from './text/say.ts';
import { explain } from './words.ts';

interface ImageOffer {
  readonly image: DeviceImage;
  readonly blocked: readonly Refusal[];
  readonly warned: readonly Refusal[];
}

/** With more choices than this the list becomes a drop-down. */
const EXPANDED = 8;
const BLOCKED_SHOWN = 6;

/** Which image? Those that cannot be chosen are named with the reason. */
export function bindAskImage(ask: QuestionState & { readonly images: readonly ImageOffer[] }): JsonObject {
  const free = ask.images.filter(({ blocked }) => blocked.length === 0);
  const choices = free.map((offer) => ({ title: wordImage(offer), value: offer.image.id }));
  const field = choiceField(choices, {
    isExpanded: choices.length <= EXPANDED,
    isRequired: say('question.image-choose'),
  });
  return bindQuestion({
    step: 'image',
    title: say('question.image-title'),
    lead: free.length === 0 ? say('question.image-none') : '',
    fields: free.length === 0 ? [] : field(ask, 'imageId'),
    note: wordBlocked(ask.images),
    canContinue: free.length > 0,
  });
}

function wordImage({ image, warned }: ImageOffer): string {
  const kind = say(image.kind === 'gallery' ? 'question.image-gallery' : 'question.image-custom');
  const parts = [image.name, image.version, kind].filter((part) => part !== '');
  const warning = warned[0] ? ` – ${explain(warned[0])}` : '';
  return `${parts.join(' · ')}${warning}`;
}

function wordBlocked(images: readonly ImageOffer[]): string {
  const blocked = images.filter((offer) => offer.blocked.length > 0);
  if (blocked.length === 0) return '';
  const lines = listLines(blocked, {
    cap: BLOCKED_SHOWN,
    word: ({ image, blocked: [why] }) => {
      const name = escapeText(image.name, 80);
      return why ? say('question.blocked-line', { name, why: escapeText(explain(why)) }) : name;
    },
  });
  return `${say('question.blocked')}\n${lines}`;
}
