import type { Actor } from './actor.ts';
import type { Instant } from './time.ts';

/** What an owner finds wrong with a Cloud PC that is done. */
export const COMPLAINTS = ['sign-in', 'apps', 'files', 'slow', 'other'] as const;
export type Complaint = (typeof COMPLAINTS)[number];

/** One complaint from its first word to its last. Open unless its last turn closed it. */
export interface HelpCase {
  readonly number: number;
  readonly what: Complaint;
  readonly turns: readonly {
    readonly at: Instant;
    readonly by: Actor;
    readonly what: 'opened' | 'said' | 'closed' | 'reopened';
    readonly words: string;
  }[];
}
