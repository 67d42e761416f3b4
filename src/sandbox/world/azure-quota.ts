import type { Azure } from './azure.ts';
import { ArmProblem } from './azure-problem.ts';

/** Cores that the subscription may have in its region, over all sizes. */
export const CORE_LIMIT = 42;

/** Cores by the size's name, as "Standard_D4s_v5" has 4 (learn.microsoft.com, virtual machine size names). */
export function coresOf(size: string): number {
  return Number(/^Standard_[A-Za-z]+(\d+)/.exec(size)?.[1] ?? 1);
}

/** Machines that are switched off count as well, until they are deleted. */
export function usedCores(azure: Azure): number {
  return azure.list('machine').reduce((sum, { size }) => sum + coresOf(size), 0);
}

export function checkQuota(azure: Azure, size: string): void {
  const used = usedCores(azure);
  const needed = coresOf(size);
  if (used + needed <= CORE_LIMIT) return;
  const numbers = `Current Limit: ${CORE_LIMIT}, Current Usage: ${used}, Additional Required: ${needed}`;
  throw new ArmProblem(
    409,
    'OperationNotAllowed',
    `QuotaExceeded: the total regional cores do not suffice. ${numbers}.`,
  );
}
