import type { Build } from '../domain/build/build.ts';
import type { PastTimes } from '../domain/build/pace.ts';
import type { Passport } from '../domain/build/passport.ts';
import type { Instant } from '../domain/time.ts';

/** What Repave remembers of builds. Reads see committed state. */
export interface BuildReads {
  readBuild(buildId: string): Promise<Build | undefined>;
  /** Newest first. */
  listBuilds(): Promise<readonly Build[]>;
  listDueBuilds(now: Instant): Promise<readonly string[]>;
  /** Minutes that the steps of past builds took, newest first. */
  readPastTimes(): Promise<PastTimes>;
  listPassports(): Promise<readonly Passport[]>;
  readChore(name: string): Promise<{ readonly dueAt: Instant; readonly body: unknown } | undefined>;
  /** Names of chores whose time has come. */
  listDueChores(now: Instant): Promise<readonly string[]>;
}

/** Changes to builds, inside the transaction that everything else of the change is in. */
export interface BuildWrites {
  /** Keeps every other writer of that build out until the transaction ends. */
  lockBuild(buildId: string): Promise<Build | undefined>;
  insertBuild(build: Build, wakeAt: Instant | null): Promise<void>;
  saveBuild(build: Build, wakeAt: Instant | null): Promise<void>;
  /** Writes where a device image comes from; the first word stands. */
  insertPassport(passport: Passport): Promise<void>;
  /** Sets when a chore is due next, and what it found. */
  saveChore(name: string, dueAt: Instant, body: unknown): Promise<void>;
}
