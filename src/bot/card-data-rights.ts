import { z } from 'zod';
import type { RightsActionData } from '../../cards/actions-rights.ts';

const id = z.string().min(1).max(300);
const words = z.string().trim().min(1).max(1000);
const rollout = z.object({ rolloutId: id });
const notice = rollout.extend({ cloudPcId: id, slotRevision: z.coerce.number().int().min(0) });
const number = z.coerce.number().int().min(1).max(1_000_000);
const appeal = rollout.extend({ cloudPcId: id, no: number, hash: z.string().min(8).max(128) });
const helpCase = rollout.extend({ cloudPcId: id, number });

/** What comes with the buttons of stops, requests and help cases, parsed anew. */
export const RIGHTS_DATA = {
  'line.stop-own': notice.extend({ stopReason: words }),
  'line.stop': rollout.extend({ stopReason: words }),
  'line.ask-resume': rollout.extend({ found: words }),
  'line.confirm-resume': rollout.extend({ askedAt: z.iso.datetime(), found: words }),
  'appeal.ask': notice.extend({ wish: z.union([z.literal('leave-out'), z.iso.datetime()]), exceptionReason: words }),
  'appeal.ask-waiver': rollout.extend({ cloudPcId: id, item: z.enum(['onedrive', 'app-data']), reason: words }),
  'appeal.approve': appeal,
  'appeal.decline': appeal.extend({ reason: words }),
  'case.show': helpCase,
  'case.close': helpCase.extend({ note: words }),
  'case.reopen': notice.extend({ caseText: words }),
} as const satisfies Readonly<Record<keyof RightsActionData, z.ZodType>>;
