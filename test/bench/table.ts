/** One measured number; `aim` is the most it should be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: number;
}

export function printTable(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, unit, aim } of figures) {
    const mark = aim === undefined ? '' : `  ${value <= aim ? '✓' : '✗'} aim ≤ ${round(aim)} ${unit}`;
    process.stdout.write(`${name.padEnd(width)}  ${round(value).padStart(9)} ${unit}${mark}\n`);
  }
}

/** The value below which `share` of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
