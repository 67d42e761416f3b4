import { z } from 'zod';
import type { AppOwnerActionData } from '../../cards/actions-app-owners.ts';

const card = z.object({
  rolloutId: z.string().min(1).max(300),
  card: z.coerce.number().int().min(0).max(10_000),
  list: z.string().regex(/^[0-9a-f]{64}$/),
});
const reason = z.string().trim().min(1).max(1000);

/** What comes with the buttons of app owners, parsed anew. */
export const APP_OWNER_DATA = {
  'app.deactivate': card.extend({ reason }),
  'app.deactivated': card,
  'app.ignore': card.extend({ reason }),
  'app.exclude': card.extend({ reason }),
  'app.agree': card,
  'app.disagree': card.extend({ reason }),
} as const satisfies Readonly<Record<keyof AppOwnerActionData, z.ZodType>>;
