/** What every dialog says besides its cards. */
export const DIALOG_WORDS = {
  closed: 'These questions are closed. Say “replace image” or “prepare image” to start again.',
  again: 'Your questions are still open. Answer below, or say “cancel” to end them.',
} as const;
