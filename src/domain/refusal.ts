/** A rule's "no": a stable code and the facts behind it. The sentence that a person reads is made from it in `cards/`. */
export interface Refusal {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** What a rule or command answers: a value, or every reason why not. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

export function refusal(code: string, facts: Refusal['facts'] = {}): Refusal {
  return { code, facts };
}

export function accept<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse<T>(...refusals: readonly Refusal[]): Result<T> {
  return { ok: false, refusals };
}
