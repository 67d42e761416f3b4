import type { Plan } from './plan.ts';
import { explainUncopied } from './protect.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { isBefore } from './time.ts';
import type { Instant } from './time.ts';

/** What an owner hears of the copy of their Cloud PC: `late` when the date has come and only the copy is missing or not confirmed. */
export interface NoticeCopy {
  readonly state: 'to-come' | 'made' | 'late';
  readonly madeAt: Instant | null;
}

/** Nothing where the plan asks for no copy, and nothing once it is being rebuilt or over. */
export function viewCopy(target: Target, plan: Plan, now: Instant): { readonly copy?: NoticeCopy } {
  if (!plan.request.protection || isFinished(target) || attemptUnderWay(target)) return {};
  const madeAt = target.copy?.createdAt ?? null;
  if (explainUncopied(target, plan, now).length === 0) return { copy: { state: 'made', madeAt } };
  return { copy: { state: isBefore(now, target.slot.startAt) ? 'to-come' : 'late', madeAt: null } };
}
