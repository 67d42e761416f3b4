/** A button on the card of an app's owner: it counts for the list that the card showed. */
export type AppCardKey = { readonly rolloutId: string; readonly card: number; readonly list: string };

/** What the verbs of app owners send from the card itself; see `ActionData`. */
export interface AppOwnerActionData {
  readonly 'app.deactivate': AppCardKey;
  readonly 'app.deactivated': AppCardKey;
  readonly 'app.ignore': AppCardKey;
  readonly 'app.exclude': AppCardKey;
  /** A second person agrees with what the requester answered. */
  readonly 'app.agree': AppCardKey;
  /** A second person does not: input `reason`. */
  readonly 'app.disagree': AppCardKey;
}

export const APP_OWNER_VERBS = [
  'app.deactivate',
  'app.deactivated',
  'app.ignore',
  'app.exclude',
  'app.agree',
  'app.disagree',
] as const satisfies readonly (keyof AppOwnerActionData)[];

export const APP_OWNER_INPUTS = {
  'app.deactivate': { reason: 'required' },
  'app.ignore': { reason: 'required' },
  'app.exclude': { reason: 'required' },
  'app.disagree': { reason: 'required' },
} as const satisfies Partial<Record<keyof AppOwnerActionData, Readonly<Record<string, 'required' | 'optional'>>>>;
