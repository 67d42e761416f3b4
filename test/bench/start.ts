import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Figure } from './table.ts';

/** From the start of the process until it listens, on an embedded store that is new. */
export async function measureStart(): Promise<readonly Figure[]> {
  const begun = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL('./start-child.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const value = performance.now() - begun;
  child.kill('SIGKILL');
  return [{ name: 'start to listening (new embedded store)', value, unit: 'ms' }];
}
