/** A button of the owner of a Cloud PC; `slotRevision` tells an old card from the current one. */
export type NoticeKey = { readonly rolloutId: string; readonly cloudPcId: string; readonly slotRevision: number };

/** What the verbs of dates and of the last minutes send from the card itself; see `ActionData`. */
export interface NoticeActionData {
  /** The date that the button names: `slot` is its start, an instant. */
  readonly 'notice.choose': NoticeKey & { readonly slot: string };
  readonly 'notice.snooze': NoticeKey;
  /** At the last call, where nobody else can say. */
  readonly 'notice.signed-out': NoticeKey;
  /** Show the notice as it stands now: on a card that a newer message has replaced. */
  readonly 'notice.show': NoticeKey;
}

export const NOTICE_VERBS = [
  'notice.choose',
  'notice.snooze',
  'notice.signed-out',
  'notice.show',
] as const satisfies readonly (keyof NoticeActionData)[];
