import type { SeenAs } from '../domain/sight.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { ClickedCard } from './ports-store.ts';

/** What somebody had before their eyes when they decided: where they pressed a button, and what was drawn for them at that moment. */
export interface Sight {
  readonly rolloutId: string;
  /** What their card stood for; empty where it stands for nothing in particular. */
  readonly hash: string;
  readonly seen?: string;
  /** Absent on the command line, and where it was typed. */
  readonly clicked?: ClickedCard | undefined;
}

export interface Seen {
  readonly seen: string;
  readonly seenAs: SeenAs;
}

/** What a card reads like is kept up to this length: far above what a screen shows. */
const MOST_SEEN = 12_000;

/**
 * The text that stood on the card that was clicked, as it was last sent or edited. Where that is not known, or the card has come to show
 * something else since (an answer in its place), what was drawn at the click.
 */
export async function readSeen({ store }: Pick<CommandDeps, 'store'>, sight: Sight): Promise<Seen> {
  const { rolloutId, hash, clicked, seen = '' } = sight;
  const stood = clicked && (await store.readShownText(rolloutId, clicked, hash));
  const text = stood ?? seen;
  return { seen: text.slice(0, MOST_SEEN), seenAs: stood === undefined ? 'drawn' : 'delivered' };
}
