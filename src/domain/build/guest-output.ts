import { cleanText, readBlock } from './guest-block.ts';
import type { OutputProblem } from './guest-block.ts';

/** What `read-logs` found. `isCutOff`: the beginning is missing, so a cause may be missing too. */
export interface SysprepLogs {
  readonly imageState: string | null;
  readonly text: string;
  readonly isCutOff: boolean;
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
