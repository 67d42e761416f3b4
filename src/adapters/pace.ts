/** At most `most` requests within any span of this length. */
export interface PaceLimit {
  readonly spanMs: number;
  readonly most: number;
}

export interface PaceLimits {
  /** Over all conversations of the tenant. */
  readonly tenant: readonly PaceLimit[];
  /** Within one conversation. */
  readonly thread: readonly PaceLimit[];
}

export interface PaceOptions {
  readonly limits: PaceLimits;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly nowMs: () => number;
}

export interface Pace {
  /** Takes the next free place in the tenant and in the conversation, and resolves when it has come. */
  wait(threadId: string | undefined): Promise<void>;
}

/** Conversations remembered; the oldest is forgotten first, which costs at worst one throttled request. */
const THREADS_KEPT = 5000;

export function createPace({ limits, sleep, nowMs }: PaceOptions): Pace {
  const tenant: number[] = [];
  const threads = new Map<string, number[]>();
  async function takePlace(taken: number[], own: readonly PaceLimit[]): Promise<void> {
    const now = nowMs();
    const at = Math.max(now, nextFree(taken, own));
    taken.push(at);
    forgetOld(taken, own);
    if (at > now) await sleep(at - now);
  }
  return {
    // First the conversation, then the tenant: who waits long for the one must not hold places of the other.
    async wait(threadId) {
      if (threadId !== undefined) await takePlace(getThread(threads, threadId), limits.thread);
      await takePlace(tenant, limits.tenant);
    },
  };
}

/** The earliest moment at which one more fits in: for each limit the request that is `most` places back must be out of its span. */
function nextFree(taken: readonly number[], limits: readonly PaceLimit[]): number {
  return Math.max(0, ...limits.map(({ spanMs, most }) => (taken.at(-most) ?? -Infinity) + spanMs));
}

function forgetOld(taken: number[], limits: readonly PaceLimit[]): void {
  const most = Math.max(...limits.map((limit) => limit.most));
  if (taken.length > most * 2) taken.splice(0, taken.length - most);
}

function getThread(threads: Map<string, number[]>, threadId: string): number[] {
  const taken = threads.get(threadId) ?? [];
  threads.delete(threadId);
  threads.set(threadId, taken);
  const [oldest] = threads.keys();
  if (threads.size > THREADS_KEPT && oldest !== undefined) threads.delete(oldest);
  return taken;
}
