/** Where the text of a card is from: what was last delivered to the card that was clicked, or what was drawn when the answer was given. */
export type SeenAs = 'delivered' | 'drawn';

/** What the card read like on which somebody decided; plain text, shortened. Missing where it was typed, and from before it was kept. */
export interface Sighted {
  readonly seen?: string;
  readonly seenAs?: SeenAs;
}
