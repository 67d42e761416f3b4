import { cleanText, readBlock, readJsonBlock } from './guest-block.ts';
import type { OutputProblem } from './guest-block.ts';
import { asList, asText } from './untrusted.ts';

/** What `remove-packages` or `remove-recovery` did: names of what is gone, and of what is not with Windows' reason. */
export interface Removed {
  readonly removed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly why: string }[];
}

/** What `read-logs` found. `isCutOff`: the beginning is missing, so a cause may be missing too. */
export interface SysprepLogs {
  readonly imageState: string | null;
  readonly text: string;
  readonly isCutOff: boolean;
}

const MOST_ROWS = 100;

export function parseRemoved(output: string): Removed | { readonly problem: OutputProblem } {
  const block = readJsonBlock(output, 'removed');
  if ('problem' in block) return block;
  const removed = asList(block.value['removed'], MOST_ROWS);
  const failed = asList(block.value['failed'], MOST_ROWS);
  if (!removed || !failed) return { problem: 'not-readable' };
  return {
    removed: removed.flatMap((name) => asText(name, 200) || []),
    failed: failed.flatMap((row) => {
      const [name, why] = asList(row, 2) ?? [];
      const text = asText(name, 200);
      return text ? [{ name: text, why: asText(why, 200) ?? '' }] : [];
    }),
  };
}

/** Logs are worth reading even when their beginning was cut off: what went wrong last stands at the end. */
export function parseLogs(output: string): SysprepLogs | { readonly problem: OutputProblem } {
  const block = readBlock(output, 'logs');
  if ('problem' in block && block.problem !== 'cut-off') return block;
  const text =
    'text' in block
      ? block.text
      : cleanText(output)
          .replace(/^<?<?repave:logs:1>?>?$/gm, '')
          .trim();
  return {
    imageState: /^ImageState: (IMAGE_STATE_[A-Z_]{1,50})\s*$/m.exec(text)?.[1] ?? null,
    text,
    isCutOff: 'problem' in block,
  };
}

/** The script `sysprep` printed that it has begun. That it ends well is seen by the machine switching itself off. */
export function hasSysprepBegun(output: string): boolean {
  return /^sysprep begun$/m.test(cleanText(output).replace(/[ \t]+$/gm, ''));
}
