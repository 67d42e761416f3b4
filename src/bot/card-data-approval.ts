import { z } from 'zod';
import type { APPROVAL_VERBS } from '../../cards/actions-approval.ts';

const id = z.string().min(1).max(300);
const words = z.string().trim().max(1000);
const rollout = z.object({ rolloutId: id });
const plan = rollout.extend({ hash: z.string().min(8).max(128) });

/** What comes with the buttons in the wake of an approval. */
export const APPROVAL_DATA = {
  'go-live.approve': plan.extend({ comment: words.default('') }),
  'go-live.refuse': plan.extend({ reason: words.min(1) }),
  'review.show': rollout,
  'review.close': rollout.extend({ text: words.min(1) }),
} as const satisfies Readonly<Record<(typeof APPROVAL_VERBS)[number], z.ZodType>>;
