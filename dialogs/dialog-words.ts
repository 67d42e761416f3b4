import { say } from '../cards/text/say.ts';

/** What every dialog says besides its cards, in the language spoken at the moment. */
export const DIALOG_WORDS = {
  get closed(): string {
    return say('dialog.closed');
  },
  get again(): string {
    return say('dialog.again');
  },
} as const;
