import type { Probe } from './world.ts';

/** One precondition: what was looked at, what it says, and what to do. `unknown` never counts as pass. */
export interface Check {
  readonly id: CheckId;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'unknown';
  /** Name of the thing looked at (image, policy, connection …), as people know it. */
  readonly subject: string;
  /** Code of the reason; the sentence and the fix stand in `cards/`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export const CHECK_IDS = [
  'image-ready',
  'image-supported',
  'image-name',
  'image-limit',
  'source-image',
  'policy-type',
  'policy-image',
  'policy-assigned',
  'cloud-pcs',
  'grace-period',
  'connection-health',
  'rollback',
  'permissions',
  'approvers',
  'owners-known',
  'proof-script',
  'copies',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** What a probe says of a permission. */
export function checkProbe({ call, permission, outcome, detail, warnCode }: Probe): Check {
  const about = { id: 'permissions', subject: call, facts: { permission, detail } } as const;
  if (outcome === 'fail' && warnCode !== undefined) return { ...about, outcome: 'warn', code: warnCode };
  return { ...about, outcome, code: `permission-${outcome}` };
}

/** A check that stops the plan: a plain failure. Unknowns do not stop it, but they are shown and never count as pass. */
export function blocks(check: Check): boolean {
  return check.outcome === 'fail';
}
