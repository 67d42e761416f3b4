import type { JsonObject } from '../cards/actions.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { PlanView } from '../src/domain/views-plan.ts';

/** How a dialog reaches the person: the bot gives one for each turn. */
export interface DialogScreen {
  /**
   * Shows a question; `bind` makes its card for the person's zone. `cardId` is the message of the one before, changed in place when
   * the answer came from it. Gives the message's id.
   */
  ask(bind: (zone: string) => JsonObject, cardId: string | null): Promise<string | null>;
  /** Shows that an answer is on its way. */
  busy(): Promise<void>;
  showPlan(plan: PlanView, cardId: string | null): Promise<void>;
  say(text: string): Promise<void>;
  refuse(refusals: readonly Refusal[]): Promise<void>;
  /** Ends the questions: `card` takes the place of the last one. */
  close(card: JsonObject, cardId: string | null): Promise<void>;
}
