import type { ConnectorOperation } from './teams-faults.ts';

/** Messages to one chat that Teams lets pass, per span. Source: "Optimize your bot with rate limiting in Teams". */
const LIMITS = [
  { spanMs: 1000, most: 7 },
  { spanMs: 2000, most: 8 },
  { spanMs: 30_000, most: 60 },
  { spanMs: 3_600_000, most: 1800 },
] as const;

/** Members may be asked for twice as often as messages may be sent. Source: the same page. */
const MEMBERS_FACTOR = 2;

const LONGEST_SPAN_MS = 3_600_000;

export type ThreadThrottle = {
  /** Counts a request to the chat; when it is one too many, gives the seconds to wait instead of counting it. */
  pass(chatId: string, operation: ConnectorOperation): number | undefined;
};

/** Goes by the machine's clock, not the sandbox's: it guards against bursts of real requests. */
export function createThreadThrottle(readMachineMs: () => number): ThreadThrottle {
  const passedAt = new Map<string, number[]>();
  return {
    pass(chatId, operation) {
      const nowMs = readMachineMs();
      const key = `${chooseBucket(operation)} ${chatId}`;
      const factor = operation === 'members' ? MEMBERS_FACTOR : 1;
      const passed = (passedAt.get(key) ?? []).filter((at) => at > nowMs - LONGEST_SPAN_MS);
      passedAt.set(key, passed);
      const waits = LIMITS.map(({ spanMs, most }) => computeWaitMs(passed, { spanMs, most: most * factor }, nowMs));
      const waitMs = Math.max(...waits);
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      passed.push(nowMs);
      return undefined;
    },
  };
}

/** Changing and deleting a message counts as sending: the page does not list them, and a bot had better not rely on it. */
function chooseBucket(operation: ConnectorOperation): string {
  return operation === 'members' || operation === 'create' ? operation : 'send';
}

/** How long until the oldest request that fills the span has left it. */
function computeWaitMs(passed: readonly number[], limit: { spanMs: number; most: number }, nowMs: number): number {
  const oldest = passed.at(-limit.most);
  return oldest === undefined ? 0 : Math.max(0, oldest + limit.spanMs - nowMs);
}
