import type { WaveRule } from './request.ts';
import type { WindowRule } from './window.ts';

/** Waves when nobody says otherwise: three canaries, then a quarter, 60 % and the rest, ten at once. */
export const DEFAULT_WAVES: WaveRule = {
  canary: 3,
  percents: [25, 60, 100],
  concurrency: 10,
  promotion: 'automatic',
};

/** Weekday evenings and nights in each person's own zone. */
export const DEFAULT_WINDOW: WindowRule = {
  days: [1, 2, 3, 4, 5],
  start: '19:00',
  end: '05:00',
  zone: 'person',
  freeze: [],
};

export const DEFAULT_LEAD_MINUTES = 24 * 60;
export const DEFAULT_POSTPONEMENTS = 2;
/** People hear of their date again a week, a day and an hour ahead, in minutes. */
export const DEFAULT_REMINDERS: readonly number[] = [7 * 24 * 60, 24 * 60, 60];
export const DEFAULT_QUORUM = 1;
/** What cannot wait needs two people's yes. */
export const EXPEDITE_QUORUM = 2;
export const DEFAULT_DEADLINE_DAYS = 14;
export const DEFAULT_FAILURE_PERCENT = 10;
export const DEFAULT_FAILURE_COUNT = 2;
export const DEFAULT_SETTLE_MINUTES = 30;
export const DEFAULT_APPROVAL_HOURS = 72;

/** Before expiry approvers are reminded once this share of the approval time has passed. */
export const REMIND_AFTER_SHARE = 0.5;
/** Deputies are asked once this share of the approval time has passed without an answer. */
export const ASK_DEPUTIES_AFTER_SHARE = 0.75;

/** The separate approval of the switch is asked for this long before the first date. */
export const GO_LIVE_ASK_MINUTES = 60;

/** Minutes from the reprovision call to "provisioned" when the tenant has no times of its own yet: 30–60 minutes were
 * measured by the authors of CloudPC-Replace, which waits 90 before it warns (github.com/shannonfritz/CloudPC-Replace). */
export const DEFAULT_P50_MINUTES = 45;
export const DEFAULT_P90_MINUTES = 90;

/** Fewer own measurements than this and the defaults are stated instead. */
export const OWN_TIMES_NEEDED = 5;

/** Still not provisioned after this long counts as failed: twice the longest wait that tool authors use. */
export const STUCK_MINUTES = 180;

/** A reading of the tenant older than this proves nothing about the moment of a start. */
export const LOOK_MAX_AGE_MINUTES = 5;

/** A session that was asked for longer ago may have begun since. */
export const SESSION_MAX_AGE_MINUTES = 2;

/** A date that moved must be told again at least this long before the start (or the lead time, when that is shorter). */
export const MOVED_LEAD_MINUTES = 60;

/** A reminder that would come this soon after the word of the same date is left out, in minutes. */
export const REMINDER_GAP_MINUTES = 30;

/** The last call is this long before the start: for who is signed in, and where the tenant does not say who is. */
export const LAST_CALL_MINUTES = 15;

/** Sessions are looked at this long before the start: the last call, and a minute for it to arrive. */
export const CALL_AHEAD_MINUTES = LAST_CALL_MINUTES + 1;

/** Where the tenant does not say who is signed in, a last call older than this allows no start any more. */
export const CALL_VALID_MINUTES = 120;

/** What the owner gets at the last call, again and again until the deadline. */
export const SNOOZE_MINUTES = 30;

/** Looking for a trace of an unanswered reprovision call stops after this long; then a person must settle it. */
export const IN_DOUBT_ASK_MINUTES = 30;

/** Dates offered to a person who wants another one, and starts within each when the window is long. */
export const OFFERED_SLOTS = 3;
export const OFFERED_STARTS = 3;

/** A window at least this long offers later starts within it, this far apart. */
export const LONG_WINDOW_MINUTES = 6 * 60;
export const START_STEP_MINUTES = 3 * 60;

/** A support end closer than this is a warning. */
export const EXPIRY_WARN_DAYS = 30;

/** An intent whose outcome was not recorded within this time is in doubt: longer than any call of ours may take. */
export const OPEN_MINUTES = 2;

/** A permit older than this starts nothing any more: its worker was stopped meanwhile, and others may have settled its attempt. Far
 * below `IN_DOUBT_ASK_MINUTES`, after which a person may say that the call never left. */
export const PERMIT_MINUTES = 2;

/** After the tenant itself stood in the way (signed in, unfit status, drift), a start is not tried again for this long: a little more
 * than the last call takes, so that one try serves both. */
export const RETRY_START_MINUTES = 17;
