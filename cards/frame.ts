import type { Json, JsonObject } from './actions.ts';
import { plainText, stripMarks } from './format.ts';
import source from './frame.json' with { type: 'json' };
import { createTemplate } from './render.ts';

const fill = createTemplate(source);

/** Every text is card markdown, people's parts escaped; '' leaves a line out. */
export interface Frame {
  readonly eyebrow: string;
  readonly title: string;
  readonly lead: string;
  readonly parts: readonly Json[];
  readonly small: string;
  readonly actions: readonly JsonObject[];
  /** For the toast; the title when it is left out. */
  readonly summary?: string;
}

/** A card of one heading, parts in any order (see `parts.ts`), and the buttons. */
export function bindFrame({ summary, ...frame }: Frame): JsonObject {
  return fill({ ...frame, summary: plainText(stripMarks(summary ?? `${frame.title}. ${frame.lead}`)) });
}
