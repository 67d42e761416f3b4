/** What will happen later in the tenant, by time: a binary heap, so that a step costs only what is due. */
export type Agenda = {
  /** `happen` is told the instant it was due, which may be earlier than the step that finds it. */
  readonly add: (dueAt: number, happen: (at: number) => void) => void;
  readonly nextAt: () => number | undefined;
  /** Runs everything due at `now` in order of time, then of entry; returns how many ran. */
  readonly runDue: (now: number) => number;
};

type Entry = { readonly dueAt: number; readonly order: number; readonly happen: (at: number) => void };

export function createAgenda(): Agenda {
  const heap: Entry[] = [];
  let entered = 0;
  return {
    add(dueAt, happen) {
      entered += 1;
      heap.push({ dueAt, order: entered, happen });
      siftUp(heap, heap.length - 1);
    },
    nextAt: () => heap[0]?.dueAt,
    runDue(now) {
      let ran = 0;
      for (let first = heap[0]; first && first.dueAt <= now; first = heap[0]) {
        removeFirst(heap);
        first.happen(first.dueAt);
        ran += 1;
      }
      return ran;
    },
  };
}

function removeFirst(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  siftDown(heap, 0);
}

function siftUp(heap: Entry[], start: number): void {
  let child = start;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isSooner(heap, child, parent)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function siftDown(heap: Entry[], start: number): void {
  let parent = start;
  for (;;) {
    const left = parent * 2 + 1;
    const soonest = isSooner(heap, left + 1, left) ? left + 1 : left;
    if (!isSooner(heap, soonest, parent)) return;
    swap(heap, soonest, parent);
    parent = soonest;
  }
}

function isSooner(heap: readonly Entry[], first: number, second: number): boolean {
  const a = heap[first];
  const b = heap[second];
  if (!a || !b) return false;
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}

function swap(heap: Entry[], first: number, second: number): void {
  const a = heap[first];
  const b = heap[second];
  if (!a || !b) return;
  heap[first] = b;
  heap[second] = a;
}
