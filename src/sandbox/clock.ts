/** The sandbox's own time. Everything the make-believe tenant does is dated by it, never by the machine's clock. */
export type SandboxClock = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Jumps forward; only a manual clock has it. Going back is an error: time in a tenant never does. */
  readonly advanceTo?: (epochMs: number) => void;
};

/** A clock that stands still until it is told to move. */
export type ManualClock = SandboxClock & { readonly advanceTo: (epochMs: number) => void };

export function createManualClock(startMs: number): ManualClock {
  let current = startMs;
  return {
    now: () => current,
    advanceTo(epochMs) {
      if (epochMs < current) throw new RangeError(`the sandbox clock cannot go back from ${current} to ${epochMs}`);
      current = epochMs;
    },
  };
}

/** A clock that starts at `startMs` and runs `speed` times as fast as the machine's. */
export function createScaledClock({ startMs, speed }: { startMs: number; speed: number }): SandboxClock {
  if (!(speed > 0)) throw new RangeError(`the clock's speed must be positive, not ${speed}`);
  const begunAt = performance.now();
  return { now: () => Math.round(startMs + (performance.now() - begunAt) * speed) };
}
