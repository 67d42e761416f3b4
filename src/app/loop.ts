import type { Log } from '../bot/log.ts';
import { listDueJobs } from '../workflow/worker.ts';
import type { WorkerDeps } from '../workflow/worker.ts';

const TICK_MS = 1000;
const TIDY_MS = 3_600_000;

interface LoopParts {
  readonly worker: WorkerDeps;
  readonly enqueue: (jobs: Awaited<ReturnType<typeof listDueJobs>>) => Promise<void>;
  readonly log: Log;
  /** Throws away what nobody needs any more. */
  readonly tidy: () => Promise<void>;
}

/** Asks every second what time demands, and tidies every hour; a round that fails is tried again at the next. */
export function createLoop({ worker, enqueue, log, tidy }: LoopParts) {
  const state: { timers: NodeJS.Timeout[]; busy: boolean } = { timers: [], busy: false };
  async function tick(): Promise<void> {
    if (state.busy) return;
    state.busy = true;
    await listDueJobs(worker)
      .then(enqueue)
      .catch((error: unknown) => log.error({ why: describe(error) }, 'could not look what is due'));
    state.busy = false;
  }
  const tidyCalmly = () => tidy().catch((error: unknown) => log.warn({ why: describe(error) }, 'could not tidy up'));
  return {
    start: () =>
      (state.timers = [setInterval(() => void tick(), TICK_MS), setInterval(() => void tidyCalmly(), TIDY_MS)]),
    stop: () => state.timers.forEach(clearInterval),
  };
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
