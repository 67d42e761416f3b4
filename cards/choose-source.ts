import type { JsonObject } from './actions.ts';
import { capLines } from './lists.ts';
import { bindNote } from './note.ts';
import { say } from './text/say.ts';

/** An image, or a machine, that can be checked. */
export interface SourceLine {
  readonly id: string;
  readonly name: string;
  readonly what:
    | { readonly kind: 'azure-managed' | 'azure-gallery' | 'visible-managed' | 'visible-gallery' }
    | { readonly kind: 'machine'; readonly size: string };
}

const MAX_LINES = 20;

/** Asks which image to check, with a button for each. `unseen` is a name that was said and that nothing has; '' for none. */
export function bindChooseSource(sources: readonly SourceLine[], unseen: string): JsonObject {
  const lead = say('builds-chat.check-lead');
  if (sources.length === 0) return bindNote({ title: say('builds-chat.check-none'), lead });
  const lines = sources.map(({ name, what }) => say('builds-chat.check-line', { name, what: wordSource(what) }));
  return bindNote({
    title: unseen === '' ? say('builds-chat.check-which') : say('builds-chat.check-unseen', { name: unseen }),
    lead,
    lines: capLines(lines, MAX_LINES),
    buttons: sources.map(({ id, name }) => ({ title: name, text: `check image ${id}` })),
  });
}

function wordSource(what: SourceLine['what']): string {
  return what.kind === 'machine' ? say('builds-chat.machine', { size: what.size }) : say(`builds-chat.${what.kind}`);
}
