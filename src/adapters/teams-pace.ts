import type { PaceLimits } from './pace.ts';

/**
 * What Teams lets a bot send ("Optimize your bot with rate limiting"), for the tenant with room to spare: its 50 a second
 * are shared with the answers of the dialogs, and older texts say 30.
 */
export const TEAMS_LIMITS: PaceLimits = {
  tenant: [{ spanMs: 1000, most: 30 }],
  thread: [
    { spanMs: 1000, most: 7 },
    { spanMs: 2000, most: 8 },
    { spanMs: 30_000, most: 60 },
    { spanMs: 3_600_000, most: 1800 },
  ],
};
