import { measureAnswers } from './answers.ts';
import { measureReconcile } from './reconcile.ts';
import { measureRollout } from './rollout.ts';
import { measureStart } from './start.ts';
import { printTable } from './table.ts';
import type { Figure } from './table.ts';

/** Figures of this machine in one table. Bounds live here and not in tests; a figure past its aim is marked, and the run ends with 1. */
const PARTS: readonly (() => Promise<readonly Figure[]>)[] = [
  measureStart,
  measureAnswers,
  () => measureReconcile(1_000),
  () => measureReconcile(10_000),
  () => measureRollout(200),
];

const figures: Figure[] = [];
for (const measure of PARTS) figures.push(...(await measure()));
printTable(figures);
process.exitCode = figures.some(({ value, aim }) => aim !== undefined && value > aim) ? 1 : 0;
