import type { AzureKind, Tags } from './azure-resources.ts';

/** `created` stands from the moment the order was taken; `failed` and `deleted` when that was settled. */
export type HistoryAct =
  | 'created'
  | 'updated'
  | 'deleted'
  | 'generalized'
  | 'captured'
  | 'failed'
  | 'ran'
  | HistoryPower;

type HistoryPower = 'started' | 'restarted' | 'stopped' | 'deallocated';

export type HistoryEntry = {
  readonly at: number;
  readonly act: HistoryAct;
  readonly kind: AzureKind;
  readonly id: string;
  readonly name: string;
  readonly tags: Tags;
  /** What it was made of, what was made of it, or the name of the script; '' when there is nothing to say. */
  readonly detail: string;
};

export type HistoryLog = {
  readonly entries: readonly HistoryEntry[];
  /** What stood there before anybody began is no history. */
  readonly clear: () => void;
  readonly write: (entry: { at: number; act: HistoryAct; detail?: string }, about: Subject) => void;
};

type Subject = { readonly kind: AzureKind; readonly id: string; readonly name: string; readonly tags: Tags };

export function createHistory(): HistoryLog {
  const entries: HistoryEntry[] = [];
  return {
    entries,
    clear: () => void entries.splice(0),
    write({ at, act, detail = '' }, { kind, id, name, tags }) {
      entries.push({ at, act, kind, id, name, tags, detail });
    },
  };
}
