import { z } from 'zod';

/** Answers by field, as text. */
export type Answers = Readonly<Partial<Record<string, string>>>;

/** A sentence for each field whose answer will not do. Empty when all is well. */
export type Problems = Readonly<Record<string, string>>;

/** What a person does with a question: a card's answer, or something typed. */
export type Input =
  | { readonly kind: 'answer'; readonly step: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'help' }
  /** Show the open question again. */
  | { readonly kind: 'again' };

const stateSchema = z.object({
  step: z.string(),
  draft: z.record(z.string(), z.string()),
  rolloutId: z.string().nullable(),
  cardId: z.string().nullable(),
  finishingSince: z.string().nullable(),
});

/** Where a person stands in the questions: kept between turns, so plain JSON. */
export interface Progress {
  readonly step: string;
  readonly draft: Answers;
  /** The rollout that is planned anew; null for everything that is made for the first time. */
  readonly rolloutId: string | null;
  /** The message with the open question, to be changed in place when it is answered on the card. */
  readonly cardId: string | null;
  /** Since when the last answer is being worked on: nothing else happens meanwhile. */
  readonly finishingSince: string | null;
}

/** What was kept, or undefined when it is not (or no longer) of this shape. */
export function readProgress(kept: unknown): Progress | undefined {
  const parsed = stateSchema.safeParse(kept);
  return parsed.success ? parsed.data : undefined;
}
