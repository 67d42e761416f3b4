/** A button about the switch of the policies: the full hash of the plan that the card showed. */
type GoLiveKey = { readonly rolloutId: string; readonly hash: string };

/** What the cards in the wake of an approval send. */
export interface ApprovalActionData {
  readonly 'go-live.approve': GoLiveKey;
  readonly 'go-live.refuse': GoLiveKey;
  readonly 'review.show': { readonly rolloutId: string };
  readonly 'review.close': { readonly rolloutId: string };
}

export const APPROVAL_VERBS = [
  'go-live.approve',
  'go-live.refuse',
  'review.show',
  'review.close',
] as const satisfies readonly (keyof ApprovalActionData)[];

export const APPROVAL_INPUTS = {
  'go-live.refuse': { reason: 'required' },
  'review.close': { text: 'required' },
} as const;
